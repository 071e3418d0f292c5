from django.urls import path

from reviews import public_views as views

app_name = "factchecks"

# A slug ends in the review's number, so no name beside it can be one.
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("what-each-rating-means/", views.ratings, name="ratings"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/versions/<int:number>/", views.version, name="version"),
]
