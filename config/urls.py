"""Every address of the site. Interface pages stand under /fr/ and /en/; what others link to has no prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import AddressesView, unsubscribe
from cms.sitemaps import LanguagesSitemap
from cms.views.account import StaffAccountView
from cms.views.approving import ApprovalView, PageEditView
from config import views
from learning.views.page import page
from portfolio.sitemaps import CampaignSitemap, PortfolioSitemap

SITEMAPS = {"pages": LanguagesSitemap, "portfolios": PortfolioSitemap, "campaigns": CampaignSitemap}

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("", views.root, name="root"),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("account/go/login/", views.refused_to_login, name="to_login"),
    path("account/login/", views.to_login, name="account_login_bare"),
    # Wagtail's own sign-in would be a door beside the second factor.
    path("cms/login/", views.to_login, name="cms_login"),
    path("cms/password_reset/", views.to_password_reset, name="cms_password_reset"),
    path("cms/password_reset/<path:rest>", views.to_password_reset, name="cms_password_reset_rest"),
    # Accounts have one name, shown on the site: Wagtail's page asks for two others before it saves a language.
    path("cms/account/", require_admin_access(StaffAccountView.as_view()), name="cms_account"),
    # Approving a page publishes it: as its own button, by way of what that changes for people.
    path("cms/pages/<int:page_id>/edit/", require_admin_access(PageEditView.as_view())),
    path(
        "cms/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(ApprovalView.as_view()),
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("allauth.socialaccount.providers.google.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("portfolio.urls_public")),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icons/favicon.svg"), name="favicon"),
    *([path("media/<path:path>", views.media, name="media")] if settings.SERVE_MEDIA else []),
]

FIRST_WORDS_OF_INTERFACE_ADDRESSES = ("_util", "account", "desk", "go", "me", "vers")
_not_the_interface = rf"(?!(?:{'|'.join(FIRST_WORDS_OF_INTERFACE_ADDRESSES)})/)"

urlpatterns += i18n_patterns(
    # Lessons are asked for too often to be tried against two hundred other patterns first.
    re_path(rf"^{_not_the_interface}(?P<index>[-\w]+)/(?P<slug>[-\w]+)/$", page, name="lesson_or_page"),
    path("account/email/", AddressesView.as_view(), name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("_util/login/", views.refused_to_login, name="wagtailcore_login"),
    path("", include("accounts.urls")),
    path("", include("learning.urls")),
    path("", include("skills.urls")),
    path("", include("portfolio.urls")),
    path("", include("career.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
)

handler400 = "config.views.unreadable"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
