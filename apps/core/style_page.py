"""What the style page shows: every part of templates/ui/ with a believable 10DLC registration.

Plain values, no database: tests and screenshots render it without a single row.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from apps.core.style_form import filled, refused

FLOW = (
    "Pet owners tick an unticked box at northwindvet.example/book that reads: Text me reminders "
    "about this appointment. Message and data rates may apply. Reply STOP to end, HELP for help."
)


def context() -> dict[str, Any]:
    now = timezone.now()
    return {
        "nav": nav(),
        "organizations": [
            {"handle": "northwind", "name": "Northwind Veterinary Group"},
            {"handle": "harbor", "name": "Harbor Credit Union"},
        ],
        "form": filled(),
        "wrong": refused(),
        "steps": steps(),
        "entries": entries(now),
        "facts": facts(now),
        "rows": rows(now),
        "page": Paginator(range(340), 12).page(2),
        "filters": filters(),
        "bubbles": bubbles(),
        "touched": [
            "2 campaigns stop sending: Appointment reminders, Billing questions",
            {"text": "14 numbers become unusable for US texting", "url": "#numbers"},
        ],
        "saved_at": now - timedelta(minutes=2),
        "now": now,
    }


def nav() -> list[dict[str, Any]]:
    def entry(label: str, icon: str, *, active: bool = False, count: int = 0) -> dict[str, Any]:
        return {"label": label, "url": "#main", "icon": icon, "active": active, "count": count}

    return [
        {"label": "", "items": [entry("Home", "home", count=3)]},
        {
            "label": "Registrations",
            "items": [
                entry("Companies", "building"),
                entry("Brands", "rubber-stamp"),
                entry("Campaigns", "speakerphone", active=True, count=2),
            ],
        },
        {"label": "Numbers", "items": [entry("Numbers", "hash")]},
        {
            "label": "Connections",
            "items": [entry("Provider configurations", "plug"), entry("Sync", "refresh", count=1)],
        },
        {"label": "Organisation", "items": [entry("Members", "users"), entry("Audit", "history")]},
    ]


def steps() -> list[dict[str, Any]]:
    return [
        {"label": "Use case", "url": "#main", "state": "done"},
        {"label": "Content", "url": "#main", "state": "error", "note": "2 to correct"},
        {"label": "Samples", "url": "#main", "state": "current"},
        {"label": "Replies", "url": "#main", "state": "todo"},
        {"label": "Review and file", "url": "", "state": "locked"},
    ]


def entries(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": 6,
            "kind": "provider",
            "actor": "Plivo",
            "title": "declined this campaign",
            "quote": "CTA: opt-in must state message frequency. Provide an updated message flow.",
            "colour": "red",
            "icon": "circle-x",
            "at": now - timedelta(minutes=5),
        },
        {
            "id": 5,
            "kind": "push",
            "title": "Plivo refused the change of the message flow",
            "text": "The connection's auth token is wrong. An owner can enter the new one.",
            "colour": "red",
            "icon": "alert-triangle",
            "open": True,
            "method": "POST",
            "path": "/v1/Account/MAXXXXXXXXXXXXXXXXXX/10dlc/Campaign/CK2M9QX/",
            "body": {"message_flow": FLOW, "help_message": "Northwind Vet: call 206 555 0142."},
            "status": 401,
            "answer": {"error": "authentication failed", "api_id": "5b2c7d0e-c5a1-11f0-9a86"},
            "seconds": 0.42,
            "request_id": "5b2c7d0e-c5a1-11f0-9a86",
            "at": now - timedelta(hours=2),
        },
        {
            "id": 4,
            "kind": "push",
            "title": "Filed with Plivo",
            "colour": "green",
            "icon": "cloud-check",
            "open": False,
            "method": "POST",
            "path": "/v1/Account/MAXXXXXXXXXXXXXXXXXX/10dlc/Campaign/",
            "body": {"usecase": "LOW_VOLUME", "brand_id": "BL7Q2ZP"},
            "status": 200,
            "answer": {
                "campaign_id": "CK2M9QX",
                "message": "Request to create campaign was received.",
            },
            "seconds": 1.31,
            "request_id": "0e71c7ba-c4d0-11f0-8d2f",
            "at": now - timedelta(days=1, hours=3),
        },
        {
            "id": 3,
            "kind": "person",
            "actor": "Dana Reyes",
            "title": "filed this campaign, $15",
            "at": now - timedelta(days=1, hours=3),
        },
        {
            "id": 2,
            "kind": "person",
            "actor": "Tomás Okafor",
            "title": "changed two fields",
            "changes": {
                "Help message": ["Call us.", "Northwind Vet: call 206 555 0142."],
                "Privacy policy": ["", "https://northwindvet.example/privacy"],
            },
            "at": now - timedelta(days=3),
        },
        {
            "id": 1,
            "kind": "system",
            "actor": "Linecheck",
            "title": "imported this brand's number pool",
            "icon": "download",
            "at": now - timedelta(days=40),
        },
    ]


def facts(now: datetime) -> list[dict[str, Any]]:
    return [
        {"label": "Brand", "value": "Northwind main", "url": "#main"},
        {"label": "Campaign id", "value": "CK2M9QX", "kind": "code"},
        {
            "label": "Use case",
            "value": "Low volume",
            "note": "Up to 2,000 messages a day at T-Mobile",
        },
        {"label": "Filed", "value": now - timedelta(days=1, hours=3), "kind": "when"},
        {"label": "Contact", "value": "12065550142", "kind": "phone"},
        {
            "label": "Monthly fee",
            "value": "1.5",
            "kind": "money",
            "note": "Estimate as of July 2024",
        },
        {"label": "Embedded links", "value": True, "kind": "yesno"},
        {"label": "Opt-out words", "value": ["STOP", "END", "CANCEL"], "kind": "list"},
        {"label": "Terms", "value": ""},
        {"label": "Message flow", "value": FLOW, "kind": "long"},
    ]


def rows(now: datetime) -> list[dict[str, Any]]:
    def row(
        name: str, code: str, label: str, colour: str, icon: str, sync: str, **days: int
    ) -> Any:
        status = {"label": label, "colour": colour, "icon": icon}
        return {
            "name": name,
            "id": code,
            "status": status,
            "sync": sync,
            "at": now - timedelta(**days),
        }

    return [
        row("Appointment reminders", "CK2M9QX", "Failed", "red", "circle-x", "in_sync", hours=2),
        row("Billing questions", "C7PLW3D", "Active", "green", "circle-check", "waiting", days=6),
        row("Lab results", "CX90QAB", "Processing", "blue", "clock", "sending", minutes=12),
        row("Adoption day", "", "Draft", "secondary", "file-pencil", "in_sync", days=20),
        row(
            "Refill notices",
            "C4TTN81",
            "Update required",
            "orange",
            "calendar-due",
            "blocked",
            days=3,
        ),
        row("Loyalty club", "CB1ZZ07", "Expired", "orange", "calendar-off", "held", days=90),
    ]


def filters() -> list[dict[str, Any]]:
    return [
        {
            "name": "status",
            "label": "At Plivo",
            "options": [
                {"value": "PROCESSING", "label": "Processing", "count": 4},
                {"value": "ACTIVE", "label": "Active", "count": 321},
                {"value": "FAILED", "label": "Failed", "count": 12},
            ],
        },
        {
            "name": "sync",
            "label": "Sync",
            "options": [{"value": "blocked", "label": "Blocked", "count": 3}],
        },
    ]


def bubbles() -> list[dict[str, Any]]:
    reminder = (
        "Northwind Vet: Biscuit is due for a rabies booster on 3 Dec at 10:30. Reply C to confirm "
        "or call 206 555 0142. Reply STOP to end."
    )
    answer = "Northwind Vet: you will get no more messages. Reply START to get them again."
    return [
        {
            "text": reminder,
            "label": "Sample 1",
            "segments": 1,
            "length": len(reminder),
            "encoding": "GSM-7",
        },
        {"text": "STOP", "incoming": True},
        {
            "text": answer,
            "label": "Opt-out reply",
            "segments": 1,
            "length": len(answer),
            "encoding": "GSM-7",
        },
    ]
