import OCI

/// All that an open storage is made of.
final class RegistryCore: Sendable {
    let database: RegistryDatabase
    let blobs: BlobFolder
    let condition = BlobCondition()
    let promises = LayerPromises()
    let verifications = BlobVerifications()
    let pulls = PullMemory()
    let uploads = UploadTable()
    let workers = WorkerPool(width: 16)
    let committer: GroupCommitter

    private init(database: RegistryDatabase, blobs: BlobFolder) {
        self.database = database
        self.blobs = blobs
        committer = GroupCommitter(database: database, blobs: blobs, condition: condition)
    }

    /// A storage that is gone when it is closed.
    convenience init(temporaryBelow parent: String, files: any FileLayer) throws(StorageError) {
        self.init(
            database: try RegistryDatabase(),
            blobs: BlobFolder(temporaryBelow: parent, files: files)
        )
    }

    /// A storage that stays, recovered from whatever happened to it.
    convenience init(keptIn folder: String, files: any FileLayer, largestWithoutFile: Int) throws(StorageError) {
        // A first start that was cut off may have left an empty database, but then no folder of blobs.
        let contents = try BlobFolder.contents(of: folder, files)
        let database = try RegistryDatabase(path: folder + "/registry.db", mayBeNew: !contents.wasOpened)
        let blobs = BlobFolder(keptIn: folder, files: files, largestWithoutFile: largestWithoutFile)
        try blobs.prepare()
        self.init(database: database, blobs: blobs)
        try RegistryRecovery(contents: contents, database: database, blobs: blobs, condition: condition).run()
    }

    func close() {
        uploads.cancelAll()
        committer.close { [database, blobs] in
            database.close()
            blobs.close()
        }
    }
}
