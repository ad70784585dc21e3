/// The keys of one kind of mapping in a world's file. ``WorldReader`` takes those that are cases and refuses others, and
/// ``WorldWriter`` switches over the cases: what is read and not written does not compile.
protocol WorldFileKey: Hashable, CaseIterable, RawRepresentable, Sendable where RawValue == String {}
