"""Pages under /<lang>/."""

from django.urls import path

from portfolio.views import campaigns, edit, imports, public

app_name = "portfolio"
urlpatterns = [
    path("portfolios/", public.gallery, name="gallery"),
    path("me/portfolio/", edit.edit, name="edit"),
    path("me/portfolio/new/", edit.create, name="create"),
    path("me/portfolio/visibility/", edit.visibility, name="visibility"),
    path("me/portfolio/link/", edit.renew, name="renew"),
    path("me/portfolio/preview/", public.preview, name="preview"),
    path("me/portfolio/preview/<slug:slug>/", public.preview_campaign, name="preview_campaign"),
    path("me/campaigns/", campaigns.index, name="campaigns"),
    path("me/campaigns/new/", campaigns.create, name="campaign_new"),
    path("me/campaigns/<uuid:campaign>/", campaigns.edit, name="campaign"),
    path("me/campaigns/<uuid:campaign>/publish/", campaigns.publish, name="campaign_publish"),
    path("me/campaigns/<uuid:campaign>/move/", campaigns.move, name="campaign_move"),
    path("me/campaigns/<uuid:campaign>/delete/", campaigns.delete, name="campaign_delete"),
    path("me/campaigns/<uuid:campaign>/images/", campaigns.add_image, name="image_new"),
    path("me/campaigns/<uuid:campaign>/images/<uuid:image>/", campaigns.change_image, name="image"),
    path("me/campaigns/<uuid:campaign>/figures/", imports.declare, name="declare"),
    path("me/campaigns/<uuid:campaign>/figures/remove/", imports.undeclare, name="undeclare"),
    path("me/campaigns/<uuid:campaign>/figures/<slug:code>/", imports.figure, name="figure"),
    path("me/campaigns/<uuid:campaign>/import/", imports.upload, name="import"),
    path("me/campaigns/<uuid:campaign>/import/answer/", imports.answer, name="import_answer"),
    path("me/campaigns/<uuid:campaign>/import/apply/", imports.apply, name="import_apply"),
    path("me/campaigns/<uuid:campaign>/import/cancel/", imports.cancel, name="import_cancel"),
    path("me/campaigns/<uuid:campaign>/import/<uuid:file>/undo/", imports.undo, name="import_undo"),
]
