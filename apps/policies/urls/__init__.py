from apps.policies.urls import policy, setting, simulator

app_name = "policies"
urlpatterns = [*policy.urlpatterns, *setting.urlpatterns, *simulator.urlpatterns]
