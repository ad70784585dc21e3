/// A label of a connector, a component or a stack.
package struct Label: Sendable, Equatable, Codable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// What is to become of the labels of something: a value sets one, nil takes it away.
package struct LabelChange: Sendable, Equatable {
    package let key: String
    package let value: String?

    package init(key: String, value: String?) {
        self.key = key
        self.value = value
    }
}

extension [Label] {
    /// These labels after `changes`: those that are there keep their place, new ones are last.
    package func changed(by changes: [LabelChange]) -> [Label] {
        var labels = self
        for change in changes {
            let index = labels.firstIndex { $0.key == change.key }
            switch (index, change.value) {
            case (let index?, let value?): labels[index] = Label(key: change.key, value: value)
            case (let index?, nil): labels.remove(at: index)
            case (nil, let value?): labels.append(Label(key: change.key, value: value))
            case (nil, nil): break
            }
        }
        return labels
    }
}
