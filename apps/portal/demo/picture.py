"""A screenshot of a sign-up form that never was, as evidence of an opt-in."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

INK, MUTED, LINE, ACCENT, PAPER = "#1f2a33", "#5d6b76", "#c3ccd3", "#0f6a73", "#ffffff"
SIZE = (880, 620)


def sign_up_form(company: str, site: str, consent: str) -> bytes:
    """A PNG: the page's address, two fields, a box that is not ticked, and what it says."""
    image = Image.new("RGB", SIZE, "#eef1f3")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 52), fill="#dfe5e9")
    for n, colour in enumerate(("#e0685e", "#e3b341", "#5fb36a")):
        draw.ellipse((20 + 24 * n, 20, 32 + 24 * n, 32), fill=colour)
    draw.rounded_rectangle((110, 12, SIZE[0] - 24, 40), 8, fill=PAPER)
    draw.text((124, 17), f"https://{site}", font=_font(15), fill=MUTED)
    draw.rounded_rectangle((120, 90, 760, 570), 12, fill=PAPER, outline=LINE)
    draw.text((160, 120), company, font=_font(26), fill=INK)
    draw.text((160, 158), "Sign up for text messages", font=_font(18), fill=MUTED)
    for top, label in ((205, "Name"), (285, "Mobile number")):
        draw.text((160, top), label, font=_font(15), fill=INK)
        draw.rounded_rectangle((160, top + 22, 720, top + 60), 6, fill=PAPER, outline=LINE)
    draw.rectangle((160, 376, 180, 396), fill=PAPER, outline=MUTED, width=2)
    top = 372
    for line in _lines(consent, 64):
        draw.text((196, top), line, font=_font(15), fill=INK)
        top += 21
    draw.rounded_rectangle((160, 506, 300, 546), 8, fill=ACCENT)
    draw.text((200, 516), "Sign up", font=_font(16), fill=PAPER)
    kept = BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _lines(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
