from django.urls import path

from reviews import views

app_name = "reviews"

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/progress/", views.progress, name="progress"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/google/", views.ask_google, name="google"),
    path("reviews/<int:pk>/matches/<int:match>/", views.decide, name="match"),
    path("reviews/<int:pk>/matches/<int:match>/merge/", views.merge_claims, name="merge"),
    path("reviews/<int:pk>/merges/<int:merge>/undo/", views.split_claims, name="split"),
    path("reviews/<int:pk>/<slug:action>/", views.act, name="act"),
]
