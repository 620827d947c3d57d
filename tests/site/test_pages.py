"""Every page that can be read: one h1, a title, the language of its prefix, a strict policy, nothing in the way of a reader."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

PLAIN = ["cms_search", "learning:start", "skills:ladder", "portfolio:gallery", "account_login", "account_signup"]
PERSONAL = [
    "learning:dashboard", "learning:path", "skills:tracker", "portfolio:edit", "portfolio:campaigns",
    "portfolio:campaign_new", "accounts:profile", "accounts:notifications", "accounts:data", "mfa_index",
    "usersessions_list", "account_email", "learning:review", "learning:review_cards",
]  # fmt: skip


def address(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name)


def check(response, language: str) -> None:
    html = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    assert re.search(r"<title>\s*\S[^<]* – Tremplin</title>", html), html[:400]
    assert f'<html lang="{language}"' in html
    policy = response["Content-Security-Policy"]
    for directive in ("script-src", "style-src", "object-src 'none'", "base-uri", "frame-ancestors", "form-action"):
        assert directive in policy
    assert "unsafe-inline" not in policy
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*(src=|application/))", html)
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_public_pages(mini_pack):
    client = Client()
    urls = [(page.url, page.locale.language_code) for page in Page.objects.live().filter(depth__gt=1).specific()]
    assert len(urls) > 10
    for url, language in urls:
        check(client.get(url), language)
    for name in PLAIN:
        for language in ("fr", "en"):
            check(client.get(address(name, language)), language)


@pytest.mark.django_db
def test_personal_pages_are_private(mini_pack, ada):
    client = Client()
    client.force_login(ada)
    for name in PERSONAL:
        for language in ("fr", "en"):
            url = address(name, language)
            response = client.get(url)
            if response.status_code == 302:  # the password once more, or the portfolio that must be made first
                assert response["Location"].split("?")[0] in (
                    address("account_reauthenticate", language),
                    address("portfolio:create", language),
                ), url
                continue
            check(response, language)
            assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"], url


@pytest.mark.django_db
def test_errors_are_our_own_pages(mini_pack):
    response = Client().get("/fr/nulle-part/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.django_db
def test_health_names_each_dependency():
    ready = Client().get("/readyz").json()
    assert ready == {"ready": True, "database": "ok", "cache": "ok", "media": "ok"}
    assert Client().get("/healthz").content == b"ok"


def test_provider_callbacks_have_no_language():
    assert reverse("google_callback") == "/account/google/login/callback/"
    assert reverse("openid_connect_callback", args=["linkedin"]) == "/account/oidc/linkedin/login/callback/"
