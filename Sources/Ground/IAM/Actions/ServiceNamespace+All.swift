/// The services that the Service Authorization Reference has actions for, with the names that it gives them; IAM has the
/// name that reports on last accessed information have for it (docs/aws/iam-api.md, "Last accessed information").
extension ServiceNamespace {
    /// A service a line: the prefix, a blank, the name.
    static let table = """
        a2c AWS App2Container
        a4b Alexa for Business
        access-analyzer AWS IAM Access Analyzer
        account AWS Account Management
        acm AWS Certificate Manager
        acm-pca AWS Private Certificate Authority
        aco-automation AWS Compute Optimizer Automation
        action-recommendations AWS Action Recommendations
        activate AWS Activate
        aidevops AWS DevOps Agent Service
        aiops Amazon AI Operations
        airflow Amazon Managed Workflows for Apache Airflow
        airflow-serverless AWS MWAA Serverless
        amplify AWS Amplify
        amplifybackend AWS Amplify Admin
        amplifyuibuilder AWS Amplify UI Builder
        aoss Amazon OpenSearch Serverless
        apigateway Amazon API Gateway Management
        app-integrations Amazon AppIntegrations
        appconfig AWS AppConfig
        appfabric AWS AppFabric
        appflow Amazon AppFlow
        application-autoscaling AWS Application Auto Scaling
        application-signals Amazon CloudWatch Application Signals
        application-transformation AWS Application Transformation Service
        applicationinsights Amazon CloudWatch Application Insights
        appmesh AWS App Mesh
        appmesh-preview AWS App Mesh Preview
        apprunner AWS App Runner
        appstream Amazon AppStream 2.0
        appstudio AWS App Studio
        appsync AWS AppSync
        apptest AWS Mainframe Modernization Application Testing
        aps Amazon Managed Service for Prometheus
        arc-region-switch Amazon ARC Region switch
        arc-zonal-shift Amazon Application Recovery Controller - Zonal Shift
        arsenal Application Discovery Arsenal
        artifact AWS Artifact
        athena Amazon Athena
        auditmanager AWS Audit Manager
        autoscaling Amazon EC2 Auto Scaling
        autoscaling-plans AWS Auto Scaling
        aws-marketplace AWS Marketplace
        aws-marketplace-management AWS Marketplace Management Portal
        aws-mcp AWS MCP Server
        aws-portal AWS Billing Console
        awsconnector AWS Connector Service
        b2bi AWS B2B Data Interchange
        backup AWS Backup
        backup-gateway AWS Backup Gateway
        backup-search AWS Backup Search
        backup-storage AWS Backup storage
        batch AWS Batch
        bcm-dashboards AWS Billing and Cost Management Dashboards
        bcm-data-exports AWS Billing And Cost Management Data Exports
        bcm-pricing-calculator AWS Billing And Cost Management Pricing Calculator
        bcm-recommended-actions AWS Billing And Cost Management Recommended Actions
        bedrock Amazon Bedrock
        bedrock-agentcore Amazon Bedrock Agentcore
        bedrock-mantle Amazon Bedrock Powered by AWS Mantle
        billing AWS Billing
        billingconductor AWS Billing Conductor
        braket Amazon Braket
        budgets AWS Budget Service
        bugbust AWS BugBust
        cases Amazon Connect Cases
        cassandra Amazon Keyspaces (for Apache Cassandra)
        ce AWS Cost Explorer Service
        chatbot AWS Chatbot
        chime Amazon Chime
        cleanrooms AWS Clean Rooms
        cleanrooms-ml AWS Clean Rooms ML
        cloud9 AWS Cloud9
        clouddirectory Amazon Cloud Directory
        cloudformation AWS Cloud Control API
        cloudfront Amazon CloudFront
        cloudfront-keyvaluestore Amazon CloudFront KeyValueStore
        cloudhsm AWS CloudHSM
        cloudsearch Amazon CloudSearch
        cloudshell AWS CloudShell
        cloudtrail AWS CloudTrail
        cloudtrail-data AWS CloudTrail Data
        cloudwatch Amazon CloudWatch
        codeartifact AWS CodeArtifact
        codebuild AWS CodeBuild
        codecatalyst Amazon CodeCatalyst
        codecommit AWS CodeCommit
        codeconnections AWS CodeConnections
        codedeploy AWS CodeDeploy
        codedeploy-commands-secure AWS CodeDeploy secure host commands service
        codeguru Amazon CodeGuru
        codeguru-profiler Amazon CodeGuru Profiler
        codeguru-reviewer Amazon CodeGuru Reviewer
        codeguru-security Amazon CodeGuru Security
        codepipeline AWS CodePipeline
        codestar AWS CodeStar
        codestar-connections AWS CodeStar Connections
        codestar-notifications AWS CodeStar Notifications
        codewhisperer Amazon CodeWhisperer
        cognito-identity Amazon Cognito Identity
        cognito-idp Amazon Cognito User Pools
        cognito-sync Amazon Cognito Sync
        comprehend Amazon Comprehend
        comprehendmedical Amazon Comprehend Medical
        compute-optimizer AWS Compute Optimizer
        config AWS Config
        connect Amazon Connect
        connect-campaigns Amazon Connect Outbound Campaigns
        consoleapp AWS Management Console Mobile App
        consolidatedbilling AWS Consolidated Billing
        controlcatalog AWS Control Catalog
        controltower AWS Control Tower
        cost-optimization-hub AWS Cost Optimization Hub
        cur AWS Cost and Usage Report
        customer-verification AWS Customer Verification Service
        databrew AWS Glue DataBrew
        dataexchange AWS Data Exchange
        datapipeline AWS Data Pipeline
        datasync AWS DataSync
        datazone Amazon DataZone
        dax Amazon DynamoDB Accelerator (DAX)
        dbqms Database Query Metadata Service
        deadline AWS Deadline Cloud
        detective Amazon Detective
        devicefarm AWS Device Farm
        devops-guru Amazon DevOps Guru
        directconnect AWS Direct Connect
        discovery AWS Application Discovery Service
        dlm Amazon Data Lifecycle Manager
        dms AWS Database Migration Service
        docdb-elastic Amazon DocumentDB Elastic Clusters
        drs AWS Elastic Disaster Recovery
        ds AWS Directory Service
        ds-data AWS Directory Service Data
        dsql Amazon Aurora DSQL
        dynamodb Amazon DynamoDB
        ebs Amazon Elastic Block Store
        ec2 Amazon EC2
        ec2-instance-connect Amazon EC2 Instance Connect
        ec2messages Amazon Message Delivery Service
        ecr Amazon Elastic Container Registry
        ecr-public Amazon Elastic Container Registry Public
        ecs Amazon Elastic Container Service
        ecs-mcp Amazon ECS MCP Service
        eks Amazon Elastic Kubernetes Service
        eks-auth Amazon EKS Auth
        eks-mcp Amazon EKS MCP Server
        elasticache Amazon ElastiCache
        elasticbeanstalk AWS Elastic Beanstalk
        elasticfilesystem Amazon Elastic File System
        elasticloadbalancing AWS Elastic Load Balancing
        elasticmapreduce Amazon Elastic MapReduce
        elastictranscoder Amazon Elastic Transcoder
        elemental-activations AWS Elemental Appliances and Software Activation Service
        elemental-appliances-software AWS Elemental Appliances and Software
        elemental-inference AWS Elemental Inference
        elemental-support-cases AWS Elemental Support Cases
        elemental-support-content AWS Elemental Support Content
        emr-containers Amazon EMR on EKS (EMR Containers)
        emr-serverless Amazon EMR Serverless
        entityresolution AWS Entity Resolution
        es Amazon OpenSearch Service
        events Amazon EventBridge
        evidently Amazon CloudWatch Evidently
        evs Amazon Elastic VMware Service
        execute-api Amazon API Gateway
        finspace Amazon FinSpace
        finspace-api Amazon FinSpace API
        firehose Amazon Kinesis Firehose
        fis AWS Fault Injection Service
        fms AWS Firewall Manager
        forecast Amazon Forecast
        frauddetector Amazon Fraud Detector
        freertos Amazon FreeRTOS
        freetier AWS Free Tier
        fsx Amazon FSx
        gamelift Amazon GameLift Servers
        gameliftstreams Amazon GameLift Streams
        geo Amazon Location
        geo-maps Amazon Location Service Maps
        geo-places Amazon Location Service Places
        geo-routes Amazon Location Service Routes
        glacier Amazon S3 Glacier
        globalaccelerator AWS Global Accelerator
        glue AWS Glue
        grafana Amazon Managed Grafana
        greengrass AWS IoT Greengrass
        groundstation AWS Ground Station
        groundtruthlabeling Amazon GroundTruth Labeling
        guardduty Amazon GuardDuty
        health AWS Health APIs and Notifications
        health-agent Amazon Connect Health
        healthlake AWS HealthLake
        honeycode Amazon Honeycode
        iam AWS Identity and Access Management
        identity-sync AWS Identity Sync
        identitystore AWS Identity Store
        identitystore-auth AWS Identity Store Auth
        imagebuilder Amazon EC2 Image Builder
        importexport AWS Import Export Disk Service
        inspector Amazon Inspector
        inspector-scan Amazon InspectorScan
        inspector2 Amazon Inspector2
        inspector2-telemetry Amazon Inspector2 Telemetry Channel
        interconnect AWS Interconnect
        internetmonitor Amazon CloudWatch Internet Monitor
        invoicing AWS Invoicing Service
        iot AWS IoT
        iot-device-tester AWS IoT Device Tester
        iotanalytics AWS IoT Analytics
        iotdeviceadvisor AWS IoT Core Device Advisor
        iotevents AWS IoT Events
        iotfleethub AWS IoT Fleet Hub for Device Management
        iotfleetwise AWS IoT FleetWise
        iotjobsdata AWS IoT Jobs DataPlane
        iotmanagedintegrations AWS IoT Managed Integrations
        iotsitewise AWS IoT SiteWise
        iottwinmaker AWS IoT TwinMaker
        iotwireless AWS IoT Wireless
        iq AWS IQ
        iq-permission AWS IQ Permissions
        ivs Amazon Interactive Video Service
        ivschat Amazon Interactive Video Service Chat
        kafka Amazon Managed Streaming for Apache Kafka
        kafka-cluster Apache Kafka APIs for Amazon MSK clusters
        kafkaconnect Amazon Managed Streaming for Kafka Connect
        kendra Amazon Kendra
        kendra-ranking Amazon Kendra Intelligent Ranking
        kinesis Amazon Kinesis Data Streams
        kinesisanalytics Amazon Kinesis Analytics
        kinesisvideo Amazon Kinesis Video Streams
        kms AWS Key Management Service
        lakeformation AWS Lake Formation
        lambda AWS Lambda
        launchwizard AWS Launch Wizard
        lex Amazon Lex
        license-manager AWS License Manager
        license-manager-linux-subscriptions AWS License Manager Linux Subscriptions Manager
        license-manager-user-subscriptions AWS License Manager User Subscriptions
        lightsail Amazon Lightsail
        logs Amazon CloudWatch Logs
        lookoutequipment Amazon Lookout for Equipment
        lookoutmetrics Amazon Lookout for Metrics
        lookoutvision Amazon Lookout for Vision
        m2 AWS Mainframe Modernization Service
        machinelearning Amazon Machine Learning
        macie2 Amazon Macie
        managedblockchain Amazon Managed Blockchain
        managedblockchain-query Amazon Managed Blockchain Query
        mapcredits AWS Migration Acceleration Program Credits
        marketplacecommerceanalytics AWS Marketplace Commerce Analytics Service
        mechanicalturk Amazon Mechanical Turk
        mediaconnect AWS Elemental MediaConnect
        mediaconvert AWS Elemental MediaConvert
        mediaimport AmazonMediaImport
        medialive AWS Elemental MediaLive
        mediapackage AWS Elemental MediaPackage
        mediapackage-vod AWS Elemental MediaPackage VOD
        mediapackagev2 AWS Elemental MediaPackage V2
        mediastore AWS Elemental MediaStore
        mediatailor AWS Elemental MediaTailor
        medical-imaging AWS HealthImaging
        memorydb Amazon MemoryDB
        mgh AWS Migration Hub
        mgn AWS Application Migration Service
        migrationhub-orchestrator AWS Migration Hub Orchestrator
        migrationhub-strategy AWS Migration Hub Strategy Recommendations
        mobileanalytics Amazon Mobile Analytics
        mobiletargeting Amazon Pinpoint
        monitron Amazon Monitron
        mpa Multi-party approval
        mq Amazon MQ
        neptune-db Amazon Neptune
        neptune-graph Amazon Neptune Analytics
        network-firewall AWS Network Firewall
        network-security-director AWS Shield network security director
        networkflowmonitor Network Flow Monitor
        networkmanager AWS Network Manager
        networkmanager-chat AWS Network Manager Chat
        networkmonitor Amazon CloudWatch Network Synthetic Monitor
        nimble Amazon Nimble Studio
        notifications AWS User Notifications
        notifications-contacts AWS User Notifications Contacts
        nova-act Amazon Nova Act
        oam Amazon CloudWatch Observability Access Manager
        observabilityadmin Amazon CloudWatch Observability Admin Service
        odb AWS Service - Oracle Database@AWS
        omics AWS HealthOmics
        one Amazon One Enterprise
        opensearch Amazon OpenSearch
        opsworks AWS OpsWorks
        opsworks-cm AWS OpsWorks Configuration Management
        organizations AWS Organizations
        osis Amazon OpenSearch Ingestion
        outposts AWS Outposts
        panorama AWS Panorama
        partnercentral AWS Partner Central
        partnercentral-account-management AWS Partner central account management
        payment-cryptography AWS Payment Cryptography
        payments AWS Payments
        pca-connector-ad AWS Private CA Connector for Active Directory
        pca-connector-scep AWS Private CA Connector for SCEP
        pcs AWS Parallel Computing Service
        personalize Amazon Personalize
        pi AWS Performance Insights
        pipes Amazon EventBridge Pipes
        polly Amazon Polly
        pricing AWS Price List
        pricingplanmanager AWS PricingPlanManager Service
        private-networks AWS service providing managed private networks
        profile Amazon Connect Customer Profiles
        proton AWS Proton
        purchase-orders AWS Purchase Orders Console
        q Amazon Q
        qapps Amazon Q Business Q Apps
        qbusiness Amazon Q Business
        qdeveloper Amazon Q Developer
        qldb Amazon QLDB
        quicksight Amazon QuickSight
        ram AWS Resource Access Manager (RAM)
        rbin AWS Recycle Bin
        rds Amazon RDS
        rds-data Amazon RDS Data API
        rds-db Amazon RDS IAM Authentication
        redshift Amazon Redshift
        redshift-data Amazon Redshift Data API
        redshift-serverless Amazon Redshift Serverless
        refactor-spaces AWS Migration Hub Refactor Spaces
        rekognition Amazon Rekognition
        repostspace AWS rePost Private
        resiliencehub AWS Resilience Hub
        resource-explorer Tag Editor
        resource-explorer-2 AWS Resource Explorer
        resource-groups AWS Resource Groups
        rhelkb Amazon RHEL Knowledgebase Portal
        robomaker AWS RoboMaker
        rolesanywhere AWS Identity and Access Management Roles Anywhere
        route53 Amazon Route 53
        route53-recovery-cluster Amazon Route 53 Recovery Cluster
        route53-recovery-control-config Amazon Route 53 Recovery Controls
        route53-recovery-readiness Amazon Route 53 Recovery Readiness
        route53domains Amazon Route 53 Domains
        route53globalresolver AWS Route53 Global Resolver
        route53profiles Amazon Route 53 Profiles
        route53resolver Amazon Route 53 Resolver
        rtbfabric AWS RTB Fabric
        rum AWS CloudWatch RUM
        s3 Amazon S3
        s3-object-lambda Amazon S3 Object Lambda
        s3-outposts Amazon S3 on Outposts
        s3express Amazon S3 Express
        s3tables Amazon S3 Tables
        s3vectors Amazon S3 Vectors
        sagemaker Amazon SageMaker
        sagemaker-data-science-assistant Amazon SageMaker data science assistant
        sagemaker-geospatial Amazon SageMaker geospatial capabilities
        sagemaker-mlflow Amazon SageMaker with MLflow
        sagemaker-unified-studio-mcp Amazon SageMaker Unified Studio MCP
        savingsplans AWS Savings Plans
        scheduler Amazon EventBridge Scheduler
        schemas Amazon EventBridge Schemas
        scn AWS Supply Chain
        sdb Amazon SimpleDB
        secretsmanager AWS Secrets Manager
        security-ir AWS Security Incident Response
        securityagent AWS Security Agent
        securityhub AWS Security Hub
        securitylake Amazon Security Lake
        serverlessrepo AWS Serverless Application Repository
        servicecatalog AWS Service Catalog
        servicediscovery AWS Cloud Map
        serviceextract AWS Microservice Extractor for .NET
        servicequotas Service Quotas
        ses Amazon Pinpoint Email Service
        shield AWS Shield
        signer AWS Signer
        signin AWS Signin
        simspaceweaver AWS SimSpace Weaver
        sms AWS Server Migration Service
        sms-voice Amazon Pinpoint SMS and Voice Service
        snow-device-management AWS Snow Device Management
        snowball AWS Snowball
        sns Amazon SNS
        social-messaging AWS End User Messaging Social
        sqlworkbench AWS SQL Workbench
        sqs Amazon SQS
        ssm AWS Systems Manager
        ssm-contacts AWS Systems Manager Incident Manager Contacts
        ssm-guiconnect AWS Systems Manager GUI Connect
        ssm-incidents AWS Systems Manager Incident Manager
        ssm-quicksetup AWS Systems Manager Quick Setup
        ssm-sap AWS Systems Manager for SAP
        ssmmessages Amazon Message Gateway Service
        sso AWS IAM Identity Center
        sso-directory AWS IAM Identity Center directory
        sso-oauth AWS IAM Identity Center OIDC service
        states AWS Step Functions
        storagegateway AWS Storage Gateway
        sts AWS Security Token Service
        support AWS Support
        support-console AWS Support Console
        supportapp AWS Support App in Slack
        supportplans AWS Support Plans
        sustainability AWS Sustainability
        swf Amazon Simple Workflow Service
        synthetics Amazon CloudWatch Synthetics
        tag Amazon Resource Group Tagging API
        tax AWS Tax Settings
        textract Amazon Textract
        thinclient Amazon WorkSpaces Thin Client
        timestream Amazon Timestream
        timestream-influxdb Amazon Timestream InfluxDB
        tiros AWS Tiros
        tnb AWS Telco Network Builder
        transcribe Amazon Transcribe
        transfer AWS Transfer Family
        transform AWS Transform
        transform-custom AWS Transform custom
        translate Amazon Translate
        trustedadvisor AWS Trusted Advisor
        ts AWS Diagnostic tools
        user-subscriptions AWS User Subscriptions
        uxc AWS User Experience Customization
        vendor-insights AWS Marketplace Vendor Insights
        verified-access AWS Verified Access
        verifiedpermissions Amazon Verified Permissions
        voiceid Amazon Connect Voice ID
        vpc-lattice Amazon VPC Lattice
        vpc-lattice-svcs Amazon VPC Lattice Services
        vpce AWS PrivateLink
        waf AWS WAF
        waf-regional AWS WAF Regional
        wafv2 AWS WAF V2
        wam Amazon WorkSpaces Application Manager
        wellarchitected AWS Well-Architected Tool
        wickr AWS Wickr
        wisdom Amazon Q in Connect
        workdocs Amazon WorkDocs
        worklink Amazon WorkLink
        workmail Amazon WorkMail
        workmailmessageflow Amazon WorkMail Message Flow
        workspaces Amazon WorkSpaces
        workspaces-instances AWS WorkSpaces Managed Instances
        workspaces-web Amazon WorkSpaces Secure Browser
        xray AWS X-Ray
        """
}
