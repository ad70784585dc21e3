/// All changes that there are.
package enum IAMChanges {
    static let all: [any IAMChange.Type] = [PutOrganizationPolicy.self, DeleteOrganizationPolicy.self]
}
