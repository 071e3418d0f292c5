app_name = "factchecks"

urlpatterns: list = []
