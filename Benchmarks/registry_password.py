"""Prints the password of the user AWS that GetAuthorizationToken gives to whom the environment names."""

import base64

import botocore.session

session = botocore.session.get_session()
answer = session.create_client("ecr").get_authorization_token()
print(base64.b64decode(answer["authorizationData"][0]["authorizationToken"]).decode().partition(":")[2])
