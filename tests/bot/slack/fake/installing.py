"""oauth.v2.access: a code that an installation brought is worth a workspace's token, once."""

import base64
from collections.abc import Mapping

from tests.bot.slack.fake.state import Kept, Payload, Refused

SCOPES = "app_mentions:read,assistant:write,channels:history,chat:write,commands,im:history,im:write,users:read"


def oauth_access(kept: Kept, arguments: Payload, headers: Mapping[str, str]) -> Payload:
    """Give the token of the workspace that installs the app."""
    if _client(arguments, headers) != (kept.client_id, kept.client_secret):
        raise Refused("bad_client_secret")
    workspace = kept.codes.pop(str(arguments.get("code")), None)
    if workspace is None:
        raise Refused("invalid_code")
    if workspace not in kept.workspaces:
        kept.workspaces.append(workspace)
    kept.revoked.discard(workspace.bot_token)
    return {
        "app_id": workspace.app_id,
        "authed_user": {"id": min(one.id for one in workspace.people.values())},
        "scope": SCOPES,
        "token_type": "bot",
        "access_token": workspace.bot_token,
        "bot_user_id": workspace.bot_user,
        "team": {"id": workspace.team_id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
        **kept.granted,
    }


def _client(arguments: Payload, headers: Mapping[str, str]) -> tuple[str, str]:
    basic = headers.get("Authorization", "")
    if basic.startswith("Basic "):
        name, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
        return name, secret
    return str(arguments.get("client_id")), str(arguments.get("client_secret"))
