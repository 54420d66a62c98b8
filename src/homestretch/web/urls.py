"""Addresses of the pages."""

from django.urls import path, register_converter

from homestretch.web.converters import IsoDate
from homestretch.web.views import (
    account,
    activities,
    athlete,
    day,
    imports,
    library,
    progress,
    season,
    setup,
    week,
)

register_converter(IsoDate, "iso")

urlpatterns = [
    path("", day.front, name="front"),
    path("today/", day.today, name="today"),
    path("day/<iso:on>/", day.day, name="day"),
    path("answer/", day.answer, name="answer"),
    path("week/", week.this_week, name="this_week"),
    path("week/<int:number>/", week.week, name="week"),
    path("season/", season.season, name="season"),
    path("activities/", activities.activities, name="activities"),
    path("activities/again/", activities.analyse_again, name="analyse_again"),
    path("activities/<int:id>/", activities.activity, name="activity"),
    path("activities/<int:id>/match/", activities.choose, name="activity_match"),
    path("activities/<int:id>/charts/", activities.charts, name="activity_charts"),
    path("activities/<int:id>/drawing/", activities.drawing, name="activity_drawing"),
    path("progress/", progress.progress_page, name="progress"),
    path("import/", imports.import_page, name="import"),
    path("import/state/", imports.progress, name="import_state"),
    path("import/go-on/", imports.go_on, name="import_go_on"),
    path("library/", library.library, name="library"),
    path("library/<slug:id>/", library.session, name="library_session"),
    path("athlete/", athlete.athlete, name="athlete"),
    path("athlete/units/", athlete.units, name="units"),
    path("athlete/reissue/", athlete.reissue, name="reissue"),
    path("athlete/change/<slug:step>/", athlete.change, name="change"),
    path("setup/", setup.resume, name="setup"),
    path("setup/preview/<slug:step>/", setup.preview, name="setup_preview"),
    path("setup/check/<slug:step>/", setup.check, name="setup_check"),
    path("setup/<slug:step>/", setup.step, name="setup_step"),
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("claim/", account.claim, name="claim"),
]
handler400 = "homestretch.web.views.faults.bad_request"
handler403 = "homestretch.web.views.faults.forbidden"
handler404 = "homestretch.web.views.faults.not_found"
handler500 = "homestretch.web.views.faults.broken"
