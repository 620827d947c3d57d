"""Pages without a language prefix, mounted at the root. The image of a public page comes before handles."""

from django.urls import path

from portfolio.views import public

urlpatterns = [
    path("p/image/<uuid:image>/", public.image, name="campaign_image"),
    path("p/<slug:handle>/", public.by_handle, name="portfolio_public"),
    path("p/<slug:handle>/<slug:slug>/", public.campaign_by_handle, name="campaign_public"),
    path("s/<slug:token>/", public.by_token, name="portfolio_unlisted"),
    path("s/<slug:token>/image/<uuid:image>/", public.image, name="campaign_image_unlisted"),
    path("s/<slug:token>/<slug:slug>/", public.campaign_by_token, name="campaign_unlisted"),
]
