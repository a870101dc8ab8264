"""Every closed list of a toll-free verification; read as ``choices.OptInType`` and so on.

Source: Plivo docs, Toll-free verification.
"""

from django.db import models

from apps.compliance.explained import Explained


class TollfreeUseCase(Explained):
    """What a toll-free number sends; a verification names one or more."""

    TWO_FACTOR = "2FA", "Passcodes that unlock or confirm an account.", "Two-factor authentication"
    ACCOUNT_NOTIFICATION = (
        "ACCOUNT_NOTIFICATION",
        "Notices to account holders about changes in their accounts.",
        "Account notification",
    )
    CUSTOMER_CARE = (
        "CUSTOMER_CARE",
        "Support and other teams that answer customers.",
        "Customer care",
    )
    DELIVERY_NOTIFICATION = (
        "DELIVERY_NOTIFICATION",
        "News about the delivery of a product or a service.",
        "Delivery notification",
    )
    FRAUD_ALERT = "FRAUD_ALERT", "Warnings about suspicious behaviour in an account.", "Fraud alert"
    HIGHER_EDUCATION = (
        "HIGHER_EDUCATION",
        "Messages of colleges, universities and other schools.",
        "Higher education",
    )
    MARKETING = "MARKETING", "Offers, sales and events, sent to people who asked.", "Marketing"
    POLLING_VOTING = (
        "POLLING_VOTING",
        "Surveys and votes for purposes that are not political.",
        "Polling and voting",
    )
    PUBLIC_SERVICE_ANNOUNCEMENT = (
        "PUBLIC_SERVICE_ANNOUNCEMENT",
        "Information that raises awareness of an important matter.",
        "Public service announcement",
    )
    SECURITY_ALERT = (
        "SECURITY_ALERT",
        "Warnings of a possible breach that the recipient should act on.",
        "Security alert",
    )


class OptInType(Explained):
    """How people agree, each with the evidence the reviewer opens behind ``optin_image_url``."""

    VERBAL = (
        "VERBAL",
        "On the phone or in person. Evidence: a document with the script and sample answers.",
        "Verbal",
    )
    WEB_FORM = (
        "WEB_FORM",
        "On a website. Evidence: the link to the form, or a screenshot of all of it.",
        "Web form",
    )
    PAPER_FORM = (
        "PAPER_FORM",
        "On paper. Evidence: a scan or photo of the form.",
        "Paper form",
    )
    VIA_TEXT = (
        "VIA_TEXT",
        "By texting a keyword. Evidence: a document that shows where the keyword is announced.",
        "Keyword by text",
    )
    MOBILE_QR_CODE = (
        "MOBILE_QR_CODE",
        "By scanning a code. Evidence: an image or document with the QR code on it.",
        "QR code",
    )


class Volume(models.TextChoices):
    """Messages a month, as Plivo writes them."""

    THOUSAND = "1,000", "Up to 1,000 a month"
    TEN_THOUSAND = "10,000", "Up to 10,000 a month"
    HUNDRED_THOUSAND = "100,000", "Up to 100,000 a month"
    QUARTER_MILLION = "250,000", "Up to 250,000 a month"
    HALF_MILLION = "500,000", "Up to 500,000 a month"
    THREE_QUARTER_MILLION = "750,000", "Up to 750,000 a month"
    MILLION = "1,000,000", "Up to 1,000,000 a month"
    FIVE_MILLION = "5,000,000", "Up to 5,000,000 a month"
    TEN_MILLION = "10,000,000+", "10,000,000 a month or more"
