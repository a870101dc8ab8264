"""What Plivo lets one do with a campaign in the state it is in: correct it, delete it."""

from apps.compliance.rules.registry import Context, Values, Verdict, rule


@rule(
    "campaign.update.status",
    "__all__",
    text="Only a failed campaign can be corrected and sent again.",
    source="Plivo docs, update campaign",
    acts={"update"},
)
def correctable(values: Values, context: Context) -> Verdict:
    status = str(context.get("status", "FAILED")).upper()
    if status == "FAILED" or (status == "PROCESSING" and context.get("door") == "rest"):
        return True
    if status == "PROCESSING":
        return "This campaign is under review. Wait for the decision before you correct it."
    return f"This campaign is {status.lower()} and cannot be changed. File a new one instead."


@rule(
    "campaign.update.imported",
    "__all__",
    text="This campaign was imported from The Campaign Registry. Change it there.",
    source="Plivo docs, import campaign",
    acts={"update"},
)
def not_imported(values: Values, context: Context) -> Verdict:
    return context.get("source", "plivo") != "shared"


@rule(
    "campaign.delete.numbers",
    "__all__",
    text="A number of this campaign is still being linked or unlinked. Wait until it is settled.",
    source="Plivo docs, delete campaign",
    acts={"delete"},
)
def no_number_processing(values: Values, context: Context) -> Verdict:
    return int(context.get("numbers_processing", 0)) == 0
