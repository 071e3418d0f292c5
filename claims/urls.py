"""The article side of the desk: what comes in, and the reader."""

from django.urls import path

from claims import views

app_name = "claims"

urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/new/", views.submit, name="submit"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/row/", views.row, name="row"),
    path("articles/<int:pk>/retry/", views.retry, name="retry"),
    path("appearances/<int:pk>/amend/", views.amend, name="amend"),
]
