from django.urls import path

from reviews import views

app_name = "reviews"

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/progress/", views.progress, name="progress"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/<slug:action>/", views.act, name="act"),
]
