"""The helpers of every browser story, tried on the smallest session of a test's own phases."""

from tests.activities import cases
from tests.browser import guests


def test_a_session_of_ones_own_phases_is_joined_hosted_and_walked(server, laptop, phone):
    template, phase = cases.programmes()["pause"]
    session = server.create_session_of(template)
    host = guests.console(laptop(), session)
    aino, elin = guests.join(phone(), session, "Aino"), guests.join(phone(), session, "Elin", "sv")
    guests.go_to(host, phase, aino, elin)
    guests.write(aino, "Kahvilla tuli mieleen")
    guests.no_sideways_scroll(elin)
    guests.touch_targets(elin)
    assert elin.locator("html").get_attribute("lang") == "sv"
