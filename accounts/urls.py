from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/profile/", views.profile, name="profile"),
    path("me/notifications/", views.inbox, name="notifications"),
    path("me/data/", views.data, name="data"),
    path("me/data/export/", views.export, name="export"),
    path("me/data/erase/", views.erase, name="erase"),
    path("me/sessions/<int:session>/end/", views.session_end, name="session_end"),
    path("theme/", views.theme, name="theme"),
]
