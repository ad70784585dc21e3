import ServiceConnectors

/// An integration of ZenML's: other packages that it works with.
package struct Integration: Sendable, Equatable {
    package let name: String
    /// What pip is asked for, in ZenML's order.
    package let packages: [String]
    /// The beginnings of packages that others use too, and which so stay when it is uninstalled.
    private let shared: [String]
    /// Whether ZenML has what it needs without installing anything.
    package let isInstalled: Bool

    private init(_ name: String, packages: [String] = [], shared: [String] = [], isInstalled: Bool? = nil) {
        self.name = name
        self.packages = packages
        self.shared = shared
        self.isInstalled = isInstalled ?? packages.isEmpty
    }

    /// Whether this client does by itself what ZenML needs the integration for.
    package var isBuiltIn: Bool { ContainerRegistryFlavor.all.contains { $0.integration == name } }

    /// What is taken away when it is uninstalled.
    package var ownPackages: [String] { packages.filter { package in !shared.contains { package.hasPrefix($0) } } }

    /// The integration of a name.
    package static func named(_ name: String) -> Integration? { all.first { $0.name == name } }

    /// The packages of an integration, or of all of them.
    ///
    /// - Throws: ``StackError`` for a name that there is not.
    package static func requirements(_ name: String?) throws(StackError) -> [String] {
        guard let name else { return all.flatMap(\.packages) }
        guard let integration = named(name) else {
            throw StackError(
                PythonText.keyError(
                    "Version \(name) does not exist. Currently the following integrations are implemented. "
                        + PythonText.list(all.map(\.name))
                )
            )
        }
        return integration.packages
    }

    /// Those that `install` means: the ones named, or all without the ones ignored.
    ///
    /// - Throws: ``StackError`` for an ignored name that there is not.
    package static func names(_ names: [String], ignoring ignored: [String]) throws(StackError) -> [String] {
        // ZenML looks at what is ignored only where nothing is named.
        guard names.isEmpty else { return names }
        var all = all.map(\.name)
        for name in ignored {
            guard let index = all.firstIndex(of: name) else {
                throw StackError(
                    "Integration \(name) does not exist. Available integrations: \(PythonText.list(Integration.all.map(\.name)))"
                )
            }
            all.remove(at: index)
        }
        return all
    }
}

extension Integration {
    /// All of them, in the order in which ZenML 0.63.0 registers them.
    package static let all = [
        Integration("airflow"),
        Integration("argilla", packages: ["argilla>=1.20.0,<2"]),
        Integration(
            "aws",
            packages: ["sagemaker>=2.117.0", "kubernetes", "aws-profile-manager"],
            shared: ["kubernetes"]
        ),
        Integration(
            "azure",
            packages: [
                "adlfs>=2021.10.0", "azure-keyvault-keys", "azure-keyvault-secrets", "azure-identity",
                "azureml-core==1.56.0", "azure-mgmt-containerservice>=20.0.0", "azure-storage-blob==12.17.0",
                "kubernetes",
            ],
            shared: ["kubernetes"]
        ),
        Integration("bentoml", packages: ["bentoml>=1.0.10"]),
        Integration("bitbucket"),
        Integration("databricks", packages: ["databricks-sdk==0.28.0"]),
        Integration("comet", packages: ["comet-ml>=3.0.0"]),
        Integration(
            "deepchecks",
            packages: [
                "deepchecks[vision]==0.8.0", "torchvision>=0.14.0", "pandas<2.0.0", "opencv-python==4.5.5.64",
                "opencv-python-headless==4.5.5.64", "tenacity!=8.4.0",
            ],
            shared: ["pandas", "torchvision", "tenacity"]
        ),
        Integration(
            "discord",
            packages: ["discord.py>=2.3.2", "aiohttp>=3.8.1", "asyncio"],
            shared: ["aiohttp", "asyncio"]
        ),
        Integration("evidently", packages: ["evidently>=0.4.16,<=0.4.22", "tenacity!=8.4.0"], shared: ["tenacity"]),
        Integration("facets", packages: ["facets-overview>=1.0.0", "pandas"], shared: ["pandas"]),
        Integration("feast", packages: ["feast<=0.37.1", "click>=8.0.1,<8.1.4"], shared: ["click"]),
        Integration(
            "gcp",
            packages: [
                "kfp>=2.6.0", "gcsfs", "google-cloud-secret-manager", "google-cloud-container>=2.21.0",
                "google-cloud-artifact-registry>=1.11.3", "google-cloud-storage>=2.9.0",
                "google-cloud-aiplatform>=1.34.0", "google-cloud-build>=3.11.0", "kubernetes",
            ],
            shared: ["kubernetes", "kfp"]
        ),
        Integration("github", packages: ["pygithub"]),
        Integration("gitlab", packages: ["python-gitlab"]),
        Integration("great_expectations", packages: ["great-expectations>=0.17.15,<1.0"]),
        Integration(
            "huggingface",
            packages: [
                "transformers<=4.31", "datasets", "huggingface_hub>0.19.0", "accelerate", "bitsandbytes>=0.41.3",
                "peft", "fsspec<=2023.12.0",
            ],
            shared: ["fsspec"]
        ),
        Integration("hyperai", packages: ["paramiko>=3.4.0"]),
        Integration("kaniko"),
        Integration("kubeflow", packages: ["kfp>=2.6.0", "kfp-kubernetes>=1.1.0"], shared: ["kfp"]),
        Integration("kubernetes", packages: ["kubernetes>=21.7,<26"]),
        Integration("label_studio", packages: ["label-studio-sdk>=1.0.0"]),
        Integration(
            "langchain",
            packages: ["langchain==0.0.325", "pyyaml>=6.0.1", "tenacity!=8.4.0"],
            shared: ["pyyaml", "tenacity"]
        ),
        Integration("lightgbm", packages: ["lightgbm>=1.0.0"]),
        Integration(
            "mlflow",
            packages: [
                "mlflow>=2.1.1,<=2.14.2", "mlserver>=1.3.3", "mlserver-mlflow>=1.3.3", "python-rapidjson<1.15",
                "pydantic>=2.7.0,<2.8.0",
            ],
            shared: ["python-rapidjson", "pydantic"]
        ),
        Integration("neptune", packages: ["neptune"]),
        Integration(
            "neural_prophet",
            packages: ["neuralprophet>=0.3.2,<0.5.0", "holidays>=0.4.1,<0.25.0", "tenacity!=8.4.0"],
            shared: ["tenacity"]
        ),
        Integration("openai", packages: ["openai>=0.27.0,<1.0.0"]),
        Integration("pigeon", packages: ["ipywidgets>=8.0.0"], isInstalled: true),
        Integration("pillow", packages: ["Pillow>=9.2.0"]),
        Integration("polars", packages: ["polars>=0.19.5", "pyarrow>=12.0.0"], shared: ["pyarrow"]),
        Integration("prodigy", packages: ["prodigy", "urllib3<2"], shared: ["urllib3"]),
        Integration(
            "pycaret",
            packages: ["pycaret>=3.0.0", "scikit-learn", "xgboost", "catboost", "lightgbm"],
            shared: ["scikit-learn", "xgboost", "catboost", "lightgbm"]
        ),
        Integration("pytorch", packages: ["torch"]),
        Integration("pytorch_lightning", packages: ["pytorch_lightning"]),
        Integration("s3", packages: ["s3fs>2022.3.0", "boto3", "aws-profile-manager"]),
        Integration("scipy", packages: ["scipy"]),
        Integration("seldon", packages: ["kubernetes==18.20.0"], shared: ["kubernetes"]),
        Integration("sklearn", packages: ["scikit-learn"]),
        Integration("skypilot_aws", packages: ["skypilot[aws]~=0.6.0"]),
        Integration("skypilot_gcp", packages: ["skypilot[gcp]~=0.6.0"]),
        Integration("skypilot_azure", packages: ["skypilot-nightly[azure]==1.0.0.dev20240716"]),
        Integration("skypilot_lambda", packages: ["skypilot[lambda]~=0.6.0"]),
        Integration("slack", packages: ["slack-sdk>=3.16.1", "aiohttp>=3.8.1"], shared: ["aiohttp"]),
        Integration("spark", packages: ["pyspark==3.2.1"]),
        Integration("tekton", packages: ["kfp>=2.6.0", "kfp-kubernetes>=1.1.0"], shared: ["kfp"]),
        Integration("tensorboard", packages: ["tensorboard>=2.12,<=2.15"]),
        Integration("tensorflow", packages: ["tensorflow>=2.12,<=2.15", "tensorflow_io>=0.24.0"]),
        Integration("wandb", packages: ["wandb>=0.12.12", "Pillow>=9.1.0"], shared: ["Pillow"]),
        Integration("whylogs", packages: ["whylogs[viz]~=1.0.5", "whylogs[whylabs]~=1.0.5"]),
        Integration("xgboost", packages: ["xgboost>=1.0.0"]),
    ]
}
