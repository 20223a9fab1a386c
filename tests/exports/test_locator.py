from rashomon.exports.locator import locator
from rashomon.model import Place


def test_what_is_drawn_is_what_is_known():
    assert locator(None) is None
    assert locator(Place("Nowhere")) is None
    exact = locator(Place("Somewhere", lat=48.2, lon=16.4, precision=1))
    near = locator(Place("Somewhere", lat=48.2, lon=16.4, precision=2))
    province = locator(Place("Some province", lat=48.2, lon=15.7, precision=4))
    assert 'class="spot"' in exact and 'class="about"' not in exact
    assert 'class="about"' in near and 'class="spot"' not in near
    assert 'class="area"' in province and "<circle" not in province


def test_a_name_with_markup_stays_text():
    assert "<script>" not in locator(Place("<script>x</script>", lat=1.0, lon=1.0, precision=1))
