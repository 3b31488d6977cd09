"""Draws a picture, or a page of a PDF, anew as PNG: run as a process of its own, with limits, on what people brought.

python -m regie.work.picturing PAGE < FILE > PNG      page 0 prints how many pages there are
"""

from __future__ import annotations

import io
import sys

SIDE = 1_600  # pixels of the longer side
PIXELS = 60_000_000
PAGES = 300
MEMORY = 1_500_000_000
SECONDS = 20


def limit() -> None:
    """A file made to eat the machine ends this process alone."""
    try:
        import resource
    except ImportError:  # Windows: the starter's clock is the limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def pages(content: bytes) -> int:
    if not content.startswith(b"%PDF-"):
        picture(content)
        return 1
    import pypdfium2

    return min(len(pypdfium2.PdfDocument(content)), PAGES)


def draw(content: bytes, page: int) -> bytes:
    if content.startswith(b"%PDF-"):
        return pdf(content, page)
    if page != 1:
        raise ValueError("no such page")
    return picture(content)


def pdf(content: bytes, page: int) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if not 1 <= page <= min(len(document), PAGES):
        raise ValueError("no such page")
    sheet = document[page - 1]
    width, height = sheet.get_size()
    return _png(sheet.render(scale=SIDE / max(width, height, 1)).to_pil())


def picture(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    # Only these: each further reader is one more door.
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "GIF", "WEBP"]) as opened:
        if opened.width * opened.height > PIXELS:
            raise ValueError("too many pixels")
        opened.draft("RGB", (SIDE, SIDE))
        return _png(ImageOps.exif_transpose(opened))


def _png(image) -> bytes:
    image.thumbnail((SIDE, SIDE))
    clean = image.convert("RGBA" if image.mode in {"RGBA", "LA", "PA", "P"} else "RGB")
    out = io.BytesIO()
    clean.save(out, "PNG")  # nothing of the file goes along but its pixels
    return out.getvalue()


def main() -> int:
    limit()
    content, page = sys.stdin.buffer.read(), int(sys.argv[1])
    sys.stdout.buffer.write(draw(content, page) if page else str(pages(content)).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
