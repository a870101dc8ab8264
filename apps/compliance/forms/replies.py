"""Suggested keywords and automatic replies, with the sender's name where it is known."""

KEYWORDS = {
    "optin_keywords": "START,YES",
    "optout_keywords": "STOP,STOPALL,UNSUBSCRIBE,CANCEL,END,QUIT",
    "help_keywords": "HELP,INFO",
}


def suggested_replies(
    *, sender: str, phone: str = "", email: str = "", website: str = ""
) -> dict[str, str]:
    """Initial values of the step; without a sender only keywords, without a contact no HELP reply.

    A reply with a gap in it would be declined, so none is suggested until it can be complete.
    """
    if not sender:
        return dict(KEYWORDS)
    replies = {
        "optin_message": f"{sender}: you are subscribed to our text messages. Message frequency "
        "varies. Msg & data rates may apply. Reply HELP for help, STOP to opt out.",
        "optout_message": f"{sender}: you are unsubscribed and will receive no further messages.",
    }
    ways = [f"call {phone}" if phone else "", f"write to {email}" if email else ""]
    ways.append(f"visit {website}" if website else "")
    contact = " or ".join([way for way in ways if way][:2])
    if contact:
        replies["help_message"] = (
            f"{sender}: for help, {contact}. Msg & data rates may apply. Reply STOP to opt out."
        )
    return {**KEYWORDS, **replies}
