"""The list of what to correct on a page that refused a form, read as a browser would."""

import re
from html import unescape

from django.http import HttpResponse


def summary_of(response: HttpResponse) -> list[tuple[str, str]]:
    """(id of the field, its name and the sentence) a line. The list is in focus, and every link leads to one element."""
    html = response.content.decode()
    [found] = re.findall(
        r'<div class="err-sum[^>]*id="errors" role="alert" tabindex="-1" autofocus>(.*?)</div>', html, re.S
    )
    read = []
    for line in re.findall(r"<li[^>]*>(.*?)</li>", found, re.S):
        target = re.search(r'<a class="link" href="#([^"]+)"', line)
        read.append((target.group(1) if target else "", " ".join(unescape(re.sub(r"<[^>]+>", "", line)).split())))
    assert [html.count(f' id="{field}"') for field, _ in read if field] == [1 for field, _ in read if field]
    assert html.index('id="errors"') == html.index(" autofocus") - len('id="errors" role="alert" tabindex="-1"')
    return read
