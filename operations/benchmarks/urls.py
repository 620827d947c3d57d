from django.urls import path

from operations.benchmarks.paths import bare, session

urlpatterns = [path("bare/", bare), path("session/", session)]
