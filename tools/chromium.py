"""A Chromium for the browser tests: the machine's own, else Playwright's, else the system's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class Missing(Exception):
    """One sentence on what to install."""


def find_or_install() -> Path:
    found = find()
    if found is None:
        print("No Chromium here: fetching Playwright's…", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=600)
        found = find()
    if found is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Playwright's could not be had: installing the system's…", flush=True)
        subprocess.run(["apt-get", "update", "-qq"])
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
        found = find()
    if found is None:
        raise Missing("The browser tests need Chromium: install it, or set REGIE_CHROMIUM to where it lies.")
    return found


def find() -> Path | None:
    """A Chromium that starts, or None."""
    candidates = [os.environ.get("REGIE_CHROMIUM"), *(shutil.which(name) for name in NAMES), str(MAC), playwrights()]
    for candidate in candidates:
        if candidate and Path(candidate).exists() and starts(candidate):
            return Path(candidate)
    return None


def playwrights() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    print(find_or_install())
