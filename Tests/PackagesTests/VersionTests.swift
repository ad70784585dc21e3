import Packages
import Testing

/// Versions in the order of their package managers; the pairs are of the kinds that the rules name.
@Suite("Versions of packages")
struct VersionTests {
    @Test(
        "dpkg's order: epochs, tildes before the end, letters before other characters, numbers as numbers",
        arguments: [
            ("1.0", "1.1"), ("1.9", "1.10"), ("1.0~rc1", "1.0"), ("1.0~rc1", "1.0~rc1-1"), ("1.0", "1.0-1"),
            ("1.0-1", "1.0-1+deb12u1"), ("1.0-1~bpo1", "1.0-1"), ("9.9", "1:0.1"), ("2:1", "10:0"), ("1.0", "1.0a"),
            ("1.0a", "1.0+"), ("1.0a", "1.0b"), ("1.2.13.dfsg-1", "1.2.13.dfsg-2"),
            ("1:9.2p1-2+deb12u2", "1:9.2p1-2+deb12u3"),
            ("1.18446744073709551616", "1.18446744073709551617"), ("1.0~~", "1.0~"), ("7.6-0", "7.6p2-4"),
        ]
    )
    func dpkg(smaller: String, larger: String) {
        #expect(PackageManager.dpkg.isVersion(smaller, before: larger) == true)
        #expect(PackageManager.dpkg.isVersion(larger, before: smaller) == false)
    }

    @Test(
        "apk's order: suffixes of what is yet to come before the release, all others after it, revisions last",
        arguments: [
            ("1.0", "1.1"), ("1.9", "1.10"), ("1.0", "1.0.1"), ("1.0", "1.0a"), ("1.0a", "1.0b"), ("1.0a", "1.0.1"),
            ("1.0_alpha", "1.0_beta"), ("1.0_beta2", "1.0_pre1"), ("1.0_pre", "1.0_rc"), ("1.0_rc1", "1.0"),
            ("1.0_rc1", "1.0_rc2"), ("1.0", "1.0_git20240101"), ("1.0", "1.0_p1"), ("1.0_p1", "1.0_p2"),
            ("1.0-r0", "1.0-r1"), ("1.0-r9", "1.0-r10"), ("1.0", "1.0-r0"), ("1.0_rc1-r5", "1.0-r0"),
            ("1.1.1t-r0", "1.1.1u-r0"), ("1.01", "1.1"), ("1.0.02", "1.0.1"), ("3.1.4-r5", "3.1.4-r6"),
            ("1.0-r0", "1.0~ab"),
        ]
    )
    func apk(smaller: String, larger: String) {
        #expect(PackageManager.apk.isVersion(smaller, before: larger) == true)
        #expect(PackageManager.apk.isVersion(larger, before: smaller) == false)
    }

    @Test(
        "rpm's order: runs of digits and of letters, digits after letters, a tilde before the end and a caret behind it",
        arguments: [
            ("1.0", "1.1"), ("1.9", "1.10"), ("1.0", "1.0.1"), ("1.0a", "1.0.1"), ("1.0.a", "1.0.b"), ("1.0", "1.0a"),
            ("1.0~rc1", "1.0"), ("1.0~rc1", "1.0~rc2"), ("1.0", "1.0^git1"), ("1.0^git1", "1.0.1"), ("9-1", "1:1-1"),
            ("3.0.7-27.el9", "3.0.7-27.el9_5.1"), ("1.0-1", "1.0-2"), ("1.0", "1.0-1"), ("2.0.1a", "2.0.1b"),
            ("1.0~~", "1.0~"), ("1.0~^", "1.0"), ("6.0", "6.0.rc1"), ("10xyz", "10.1xyz"),
        ]
    )
    func rpm(smaller: String, larger: String) {
        #expect(PackageManager.rpm.isVersion(smaller, before: larger) == true)
        #expect(PackageManager.rpm.isVersion(larger, before: smaller) == false)
    }

    @Test("Some versions are the same in different spelling")
    func same() {
        for (version, other) in [("1.0", "0:1.0-0"), ("1.01", "1.1"), ("00:1", "1")] {
            #expect(PackageManager.dpkg.isVersion(version, before: other) == false, "\(version)")
            #expect(PackageManager.dpkg.isVersion(other, before: version) == false, "\(version)")
        }
        #expect(PackageManager.apk.isVersion("1.2-r0", before: "1.2-r00") == false)
        for (version, other) in [("1.0", "0:1_0"), ("1.05", "1.5"), ("1..0", "1.0")] {
            #expect(PackageManager.rpm.isVersion(version, before: other) == false, "\(version)")
            #expect(PackageManager.rpm.isVersion(other, before: version) == false, "\(version)")
        }
    }

    @Test("What is not a version has no place in the order")
    func malformed() {
        for text in ["", "a", ":1", "x:1", "1 0", "1-", "1_0", "é", "1:"] {
            #expect(!PackageManager.dpkg.isVersion(text), "\(text)")
            #expect(PackageManager.dpkg.isVersion(text, before: "1") == nil, "\(text)")
        }
        for text in ["", "1-", "-1", ":1", "a:1", "1 0", "é", "1:"] {
            #expect(!PackageManager.rpm.isVersion(text), "\(text)")
        }
        for text in ["", "a", "1.", "1..2", "1.0ab", "1.0_x", "1.0-1", "1.0-r", "1.0~", "1.0~g", "1.0-r0x", "1:0"] {
            #expect(!PackageManager.apk.isVersion(text), "\(text)")
        }
    }
}
