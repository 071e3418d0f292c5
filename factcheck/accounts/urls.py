from django.contrib.auth.views import LogoutView
from django.urls import path

from factcheck.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/link/", views.SignInByLink.as_view(), name="link"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("you/", views.you, name="you"),
    path("you/token/", views.new_token, name="new-token"),
    path("you/password/", views.ChangePassword.as_view(), name="password"),
]
