"""The enumerations Plivo's 10DLC and toll-free verification pages print."""

CUSTOMER_TYPES = ("DIRECT", "RESELLER")
ENTITY_TYPES = ("PRIVATE", "PUBLIC", "NON_PROFIT", "GOVERNMENT", "INDIVIDUAL")
PROFILE_TYPES = ("PRIMARY", "SECONDARY")
VERTICALS = (
    "PROFESSIONAL", "REAL_ESTATE", "HEALTHCARE", "HUMAN_RESOURCES", "ENERGY", "ENTERTAINMENT",
    "RETAIL", "TRANSPORTATION", "AGRICULTURE", "INSURANCE", "POSTAL", "EDUCATION", "HOSPITALITY",
    "FINANCIAL", "POLITICAL", "GAMBLING", "LEGAL", "CONSTRUCTION", "NGO", "MANUFACTURING",
    "GOVERNMENT", "TECHNOLOGY", "COMMUNICATION",
)  # fmt: skip
STOCK_EXCHANGES = (
    "NASDAQ", "NYSE", "AMEX", "AMX", "ASX", "B3", "BME", "BSE", "FRA", "ICEX", "JPX", "JSE",
    "KRX", "LON", "NSE", "OMX", "SEHK", "SGX", "SSE", "STO", "SWX", "SZSE", "TSX", "TWSE", "VSE",
    "OTHER",
)  # fmt: skip
ALT_BUSINESS_ID_TYPES = ("DUNS", "LEI", "GIIN", "NONE")

BRAND_TYPES = ("STANDARD", "STARTER")
BRAND_STATUSES = ("PROCESSING", "COMPLETED", "FAILED")

# (code, name, details) as `GET /10dlc/Brand/{id}/usecases/` prints them.
USE_CASES = (
    ("2FA", "Two-Factor Authentication",
     "Any two-factor authentication with passcodes used to unlock accounts"),
    ("ACCOUNT_NOTIFICATION", "Account Notification",
     "Notification sent to account holders about changes in accounts"),
    ("CUSTOMER_CARE", "Customer Care",
     "Customer care interactions by the support and other customer-facing teams"),
    ("DELIVERY_NOTIFICATION", "Delivery Notification",
     "Updates about the delivery of products and services"),
    ("FRAUD_ALERT", "Fraud Alert",
     "Notifications of suspicious behavior identified the business"),
    ("HIGHER_EDUCATION", "Higher Education",
     "Messages sent by colleges, universities, and other educational institutions"),
    ("LOW_VOLUME", "Low Volume",
     "A combination of two to five standard usage cases - for low throughput requirements"),
    ("MARKETING", "Marketing", "Communications related to time-bound events and sales"),
    ("MIXED", "Mixed", "A combination of two to five standard usage cases"),
    ("POLLING_VOTING", "Polling Voting",
     "Surveys, polling, and voting campaigns used for non-political purposes"),
    ("PUBLIC_SERVICE_ANNOUNCEMENT", "Public Service Announcement",
     "Messages aimed at creating awareness about important topics"),
    ("SECURITY_ALERT", "Security Alert",
     "Notifications that alert users about a potential breach of systems"),
)  # fmt: skip
STARTER_USE_CASES = (
    ("STARTER", "Starter",
     "Low cost campaign type designed for individuals and small businesses"),
)  # fmt: skip
USE_CASE_CODES = (*(code for code, _, _ in USE_CASES), "STARTER")
COMPOSITE_USE_CASES = ("STARTER", "MIXED", "LOW_VOLUME")
SUB_USE_CASES = tuple(code for code in USE_CASE_CODES if code not in COMPOSITE_USE_CASES)
CAMPAIGN_STATUSES = ("PROCESSING", "ACTIVE", "FAILED", "EXPIRED")
CAMPAIGN_SOURCES = ("PLIVO", "SHARED")
NUMBER_TYPES = ("FIXED", "MOBILE", "TOLLFREE", "TOLL-FREE")

# Plivo docs, Toll-free verification: the ten use cases are those a MIXED campaign can combine.
TOLLFREE_USE_CASES = SUB_USE_CASES
TOLLFREE_VOLUMES = (
    "1,000", "10,000", "100,000", "250,000", "500,000", "750,000", "1,000,000", "5,000,000",
    "10,000,000+",
)  # fmt: skip
OPTIN_TYPES = ("VERBAL", "WEB_FORM", "PAPER_FORM", "VIA_TEXT", "MOBILE_QR_CODE")
TOLLFREE_STATUSES = ("SUBMITTED", "PROCESSING", "UPDATE_REQUIRED", "APPROVED", "REJECTED")
