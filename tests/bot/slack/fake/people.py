"""auth.test, auth.revoke, users.info and conversations.*: who and what is there."""

from tests.bot.slack.fake.state import Kept, Payload, Refused, channel_id, required
from tests.bot.slack.fake.workspace import Channel, Person, Workspace, im_of


def auth_test(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Say whose token it is."""
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": "conduct",
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Take the token back."""
    is_test = str(arguments.get("test", "")) in ("1", "True", "true")
    if not is_test:
        kept.revoked.add(workspace.bot_token)
    return {"revoked": not is_test}


def users_info(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Say who somebody is."""
    required(arguments, "user")
    for person in workspace.people.values():
        if person.id == arguments["user"]:
            return {"user": _person(workspace, person)}
    raise Refused("user_not_found")


def conversations_open(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Open direct messages with one person."""
    required(arguments, "users")
    users = str(arguments["users"]).split(",")
    known = {one.id: one for one in workspace.people.values()}
    if any(user not in known for user in users):
        raise Refused("user_not_found")
    if len(users) != 1:
        raise Refused("method_not_supported_for_channel_type")
    if known[users[0]].is_deleted:
        raise Refused("user_disabled")
    if known[users[0]].is_bot:
        raise Refused("cannot_dm_bot")
    return {"no_op": True, "already_open": True, "channel": {"id": im_of(users[0])}}


def conversations_info(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Say what a conversation is."""
    required(arguments, "channel")
    found = channel_id(workspace, arguments["channel"])
    for channel in workspace.channels.values():
        if channel.id == found:
            return {"channel": _channel(workspace, channel)}
    user = next(one.id for one in workspace.people.values() if im_of(one.id) == found)
    return {"channel": {"id": found, "created": 1_700_000_000, "is_im": True, "user": user, "is_org_shared": False}}


def conversations_members(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Say who is in a conversation, a page at a time."""
    required(arguments, "channel")
    found = channel_id(workspace, arguments["channel"])
    channels = {one.id: one.members for one in workspace.channels.values()}
    in_im = {workspace.bot_user, *(one.id for one in workspace.people.values() if im_of(one.id) == found)}
    members = sorted(channels.get(found, in_im))
    start = int(arguments.get("cursor") or 0)
    end = start + min(int(arguments.get("limit") or kept.members_limit), kept.members_limit)
    return {
        "members": members[start:end],
        "response_metadata": {"next_cursor": str(end) if end < len(members) else ""},
    }


def _person(workspace: Workspace, person: Person) -> Payload:
    return {
        "id": person.id,
        "team_id": workspace.team_id,
        "name": person.id.lower(),
        "deleted": person.is_deleted,
        "real_name": person.real_name,
        "tz": person.timezone,
        "tz_offset": -28800,
        "profile": {"real_name": person.real_name, "display_name": person.display_name, "team": workspace.team_id},
        "is_admin": person.is_admin,
        "is_bot": person.is_bot,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }


def _channel(workspace: Workspace, channel: Channel) -> Payload:
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_shared,
        "is_org_shared": False,
        "is_member": workspace.bot_user in channel.members,
        "created": 1_700_000_000,
        "creator": min(channel.members),
        "context_team_id": workspace.team_id,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
