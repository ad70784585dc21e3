import Scenarios
import Testing

@Suite("The table of mounts")
struct MountTableTests {
    @Test("names what is mounted below a folder, the deepest first, blanks and all")
    func points() {
        let table = """
            22 1 0:20 / / rw,relatime - ext4 /dev/sda rw
            30 22 0:30 / /tmp/sandbox rw - tmpfs tmpfs rw
            31 22 0:31 / /tmp/sandbox/a rw - tmpfs tmpfs rw
            32 22 0:32 / /tmp/sandbox/a/my\\040files rw - tmpfs tmpfs rw
            33 22 0:33 / /tmp/sandbox-2/b rw - tmpfs tmpfs rw
            34 22 0:34 / /tmp/sandbox/back\\134slash\\ rw - tmpfs tmpfs rw
            short line

            """
        #expect(
            MountTable.points(table, below: "/tmp/sandbox")
                == ["/tmp/sandbox/back\\slash\\", "/tmp/sandbox/a/my files", "/tmp/sandbox/a"]
        )
    }
}
