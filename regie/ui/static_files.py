"""Style, scripts and fonts as they are served: kept for good by browsers, and whole when they are built again meanwhile."""

from __future__ import annotations

import os
import re

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from regie.ui.assets import version

FOR_GOOD = f"max-age={365 * 24 * 3600}, public, immutable"
_NAMED_BY_CONTENT = re.compile(r"/built/.+-[A-Z0-9]{8}\.\w+$")


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise measures each file once, at start: one that was built again would be cut to its old length."""

    def __init__(self, *arguments, **options) -> None:
        self.measured: dict[str, tuple[str, int, int]] = {}
        super().__init__(*arguments, **options)

    def add_file_to_dictionary(self, url: str, path: str, stat_cache=None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        found = stat_cache[path] if stat_cache else os.stat(path)
        self.measured[url] = (path, found.st_mtime_ns, found.st_size)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        url = request.path_info
        if url in self.measured:
            self._measure_again(url)
        response = super().__call__(request)
        if url in self.measured and response.status_code in (200, 304):
            asked = request.GET.get("v")
            if _NAMED_BY_CONTENT.search(url) or (asked and asked == version(url.removeprefix(self.static_prefix))):
                response.headers["Cache-Control"] = FOR_GOOD
        return response

    def _measure_again(self, url: str) -> None:
        path, changed_at, size = self.measured[url]
        try:
            found = os.stat(path)
        except FileNotFoundError:
            return
        if (found.st_mtime_ns, found.st_size) != (changed_at, size):
            self.add_file_to_dictionary(url, path)
