"""An open space in real pages: an empty wall fills, turns go round, a wanderer wanders, a report and an action come of it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.cafe_host import CafeHost
from tests.browser.guests import console, go_on, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer
from tests.harness.pages import settle
from tests.session.open_space import template


def propose(page, title: str, line: str = "", button="Laita seinälle", opens="Ehdota aihetta") -> None:
    form = page.locator("details.folding").filter(has=page.get_by_text(opens, exact=True)).first
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    form.locator("input").first.fill(title)
    form.locator("input").nth(1).fill(line)
    form.get_by_role("button", name=button).click()
    expect(form.locator("input").first).to_have_value("")


def topic(page, title: str):
    return page.locator("article.topic").filter(has=page.get_by_role("heading", name=title)).first


def drag_by_finger(page, grip, to) -> None:
    """A real touch, as the browser sees a finger: down on the grip, along, up over the middle of `to`."""
    grip.scroll_into_view_if_needed()
    settle(page)
    start, end = grip.bounding_box(), to.bounding_box()
    assert end["y"] >= 0, "what the finger goes to must be in sight"
    finger = page.context.new_cdp_session(page)
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    dx, dy = end["x"] + min(end["width"], 300) / 2 - x, end["y"] + end["height"] / 2 - y
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 7):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + dx * step / 6, "y": y + dy * step / 6}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()


def test_an_open_space_from_an_empty_wall_to_a_report(server, phone, laptop, projector, axe, screenshot, crowd, until):
    session = server.create_session_of(template(slot={"seats": 3}), "Avoin tila kokeeksi")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    cecilia = join(laptop(), session, "Cecilia Ek")
    veikko = join(phone(), session, "Veikko Vaeltaja")
    others = crowd(session, "Sari Mäkinen", "Juhani Korhonen", "Leena Hämäläinen")
    screen = beamer(projector(), server, session)

    # before the event: a topic from the lobby
    propose(aino, "Kotihoidon kiire", "Kuka ehtii kuunnella?")
    expect(aino.get_by_role("heading", name="Omat aiheeni")).to_be_visible()
    no_sideways_scroll(aino)
    screenshot(aino, "space-lobby-phone", full_page=True)
    go_to(helmi, "wall", aino, bengt, cecilia)

    # the wall fills; one convener has nothing but a keyboard
    propose(bengt, "Språk i servicen", button="Sätt upp på väggen", opens="Föreslå ett ämne")
    tab_to(cecilia, "details.folding > summary")
    cecilia.keyboard.press("Enter")
    tab_to(cecilia, "details.folding[open] input")
    cecilia.keyboard.type("Omaiset mukana")
    cecilia.keyboard.press("Enter")
    expect(topic(aino, "Omaiset mukana")).to_be_visible()
    interest = topic(aino, "Språk i servicen").get_by_role("button", name="Kiinnostaa")
    interest.click()
    expect(interest).to_have_attribute("aria-pressed", "true")
    axe(aino)
    axe(helmi)
    screenshot(aino, "space-wall-phone", full_page=True)

    # turns: the server holds them
    helmi.get_by_role("button", name="Aloita esittely").click()
    expect(aino.get_by_text("Sinun vuorosi esitellä").first).to_be_visible()
    expect(screen.locator(".screen-turn")).to_contain_text("Kotihoidon kiire")
    screenshot(screen, "space-turn-screen")
    aino.get_by_role("button", name="Valmis").click()
    expect(bengt.get_by_role("button", name="Stå över")).to_be_visible()
    bengt.get_by_role("button", name="Stå över").click()

    # a merge needs two; it is undone by one
    mine = cecilia.locator(".my-topic")
    mine.locator("summary").filter(has_text="Muuta tätä aihetta").click()
    mine.get_by_label("Yhdistä toiseen aiheeseen").select_option(label="Kotihoidon kiire")
    mine.get_by_role("button", name="Ehdota").click()
    offer = aino.get_by_role("group", name="Ehdotus yhdistämisestä")
    expect(offer).to_contain_text("Omaiset mukana")
    offer.get_by_role("button", name="Yhdistetään").click()
    expect(topic(bengt, "Kotihoidon kiire")).to_contain_text("Aino Virtanen, Cecilia Ek")
    cecilia.get_by_role("button", name="Erota taas omakseen").click()
    expect(topic(bengt, "Omaiset mukana")).to_be_visible()

    # a convener takes a time, the rest is arranged; the host moves one by keyboard and one by dragging
    mine = aino.locator(".my-topic")
    mine.locator("summary").filter(has_text="Muuta tätä aihetta").click()
    mine.get_by_label("Aika ja huone").select_option("slot-a/1")
    no_sideways_scroll(aino)
    touch_targets(aino)
    mine.get_by_role("button", name="Varaa").click()
    expect(mine).to_contain_text("Ensimmäinen aika, huone 1")
    helmi.get_by_role("button", name="Järjestä 2 aihetta").click()
    expect(helmi.get_by_text("Jokaisella aiheella on aika ja huone.")).to_be_visible()
    moving = helmi.locator("button[id^='grid-']").filter(has_text="Omaiset mukana")
    tab_to(helmi, "#" + moving.get_attribute("id"))
    helmi.keyboard.press("Enter")
    target = helmi.locator("td[data-cell='slot-b/2']")
    target.get_by_role("button").focus()
    helmi.keyboard.press("Enter")
    expect(target).to_contain_text("Omaiset mukana")
    grip = helmi.locator(".grid-topic").filter(has_text="Språk i servicen").locator(".grip")
    free = helmi.locator("td[data-cell='slot-a/2']")
    free.scroll_into_view_if_needed()
    settle(helmi)
    start, end = grip.bounding_box(), free.bounding_box()
    helmi.mouse.move(start["x"] + 10, start["y"] + 10)
    helmi.mouse.down()
    helmi.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    helmi.mouse.up()
    expect(free).to_contain_text("Språk i servicen")
    screenshot(helmi, "space-grid-console", full_page=True)

    # conveners have the same grid, for their own topics: one by keyboard, one by finger
    tab_to(cecilia, "#wall-as-grid")
    cecilia.keyboard.press("Enter")
    expect(cecilia.locator("button[id^='grid-']")).to_have_count(1)
    tab_to(cecilia, "button[id^='grid-']")
    cecilia.keyboard.press("Enter")
    tab_to(cecilia, "td[data-cell='slot-b/1'] button")
    cecilia.keyboard.press("Enter")
    expect(cecilia.locator("td[data-cell='slot-b/1']")).to_contain_text("Omaiset mukana")
    expect(cecilia.locator("button[id^='grid-']")).to_be_focused()
    axe(cecilia)
    aino.get_by_role("button", name="Näytä taulukkona").click()
    here, tray = aino.locator("td[data-cell='slot-a/1']"), aino.locator("[data-cell='tray']")
    drag_by_finger(aino, here.locator(".grip"), tray)
    expect(tray).to_contain_text("Kotihoidon kiire")
    drag_by_finger(aino, tray.locator(".grip"), here)
    expect(here).to_contain_text("Kotihoidon kiire")
    screenshot(aino, "space-grid-phone", full_page=True)
    aino.get_by_role("button", name="Näytä taulukkona").click()
    axe(helmi, "#main")
    expect(screen.locator(".wall-columns section")).to_have_count(2)
    screenshot(screen, "space-wall-screen")
    axe(screen)

    # somebody on the phone calls a topic by the host's hands
    hand = CafeHost(server, session)
    hand.do("person.add", name="Puhelin-Pirkko")
    hand.leave()
    phones = helmi.get_by_role("region", name="Puhelimella mukana")
    phones.locator("summary").filter(has_text="Puhelin-Pirkko").click()
    phones.locator("summary").filter(has_text="Ehdota aihetta").click()
    phones.get_by_label("Aiheesi", exact=True).fill("Bussit ajoissa")
    phones.get_by_role("button", name="Laita seinälle").click()
    expect(topic(veikko, "Bussit ajoissa")).to_contain_text("Puhelin-Pirkko")
    axe(helmi, "#main")
    screenshot(helmi, "space-phones-console", full_page=True)

    # the rooms open: conveners stand in theirs, everybody else is free
    go_to(helmi, "slot-a", aino, bengt, cecilia, veikko)
    expect(aino.get_by_role("heading", name="Kotihoidon kiire", level=2)).to_be_visible()
    expect(bengt.get_by_text("En människa är rätt antal.")).to_be_visible()
    axe(bengt)
    screenshot(bengt, "space-alone-phone", full_page=True)
    expect(veikko.get_by_role("heading", name="Olet liikkeellä")).to_be_visible()
    axe(veikko)
    no_sideways_scroll(veikko)
    touch_targets(veikko)
    screenshot(veikko, "space-now-phone", full_page=True)
    topic(veikko, "Kotihoidon kiire").get_by_role("button", name="Siirry").click()
    expect(veikko.get_by_role("heading", name="Kotihoidon kiire", level=2)).to_be_visible()
    write(veikko, "Reitit risteävät turhaan")
    expect(aino.locator(".outline")).to_contain_text("Reitit risteävät turhaan")
    others[0].do("topic.enter", topic=session_topic(aino, "Kotihoidon kiire"))
    expect(topic(cecilia, "Kotihoidon kiire")).to_contain_text("Täynnä")
    expect(topic(cecilia, "Kotihoidon kiire").get_by_role("button")).to_have_attribute("aria-disabled", "true")
    axe(aino)
    no_sideways_scroll(aino)
    screenshot(aino, "space-room-phone", full_page=True)
    until(screen, "[...document.querySelectorAll('.wall-topics')].every(list => list.scrollWidth <= list.clientWidth + 1)")
    screenshot(screen, "space-slot-screen")
    screenshot(helmi, "space-slot-console", full_page=True)
    veikko.get_by_role("button", name="Lepään aulassa").click()
    expect(veikko.get_by_role("heading", name="Aula", exact=True)).to_be_visible()
    expect(topic(cecilia, "Kotihoidon kiire").get_by_role("button")).not_to_have_attribute("aria-disabled", "true")
    screenshot(veikko, "space-lounge-phone", full_page=True)

    # over coffee the report, drafted from the notes, is confirmed; the news wall has it
    go_to(helmi, "break", aino, veikko)
    expect(aino.get_by_label("Tärkeimmät kohdat, yksi riville")).to_have_value("Reitit risteävät turhaan")
    aino.get_by_label("Seuraava askel (vapaaehtoinen)").fill("Kokeilu huhtikuussa")
    axe(aino)
    screenshot(aino, "space-report-phone", full_page=True)
    aino.get_by_role("button", name="Vahvista raportti").click()
    expect(aino.get_by_text("Raportti on uutisseinällä.")).to_be_visible()
    go_to(helmi, "news", aino, veikko, cecilia)
    expect(screen.locator(".wall-news")).to_contain_text("Kokeilu huhtikuussa")
    further = topic(veikko, "Kotihoidon kiire").get_by_role("button", name="Tätä kannattaa viedä eteenpäin")
    further.click()
    expect(further).to_have_attribute("aria-pressed", "true")
    axe(veikko)
    axe(screen)
    screenshot(veikko, "space-news-phone", full_page=True)
    until(screen, "parseFloat(getComputedStyle(document.querySelector('.wall-news')).fontSize) >= 40")  # one report fills the wall
    until(screen, "(wall => wall.scrollHeight <= wall.clientHeight + 1)(document.querySelector('.screen-market'))")
    screenshot(screen, "space-news-screen")

    # action tables: one opens, with an owner and a day
    go_to(helmi, "tables", aino, veikko)
    expect(topic(veikko, "Kotihoidon kiire")).to_contain_text("1 veisi eteenpäin")
    open_table = aino.locator("li").filter(has=aino.get_by_role("heading", name="Kotihoidon kiire")).last
    open_table.locator("summary").click()
    open_table.get_by_role("button", name="Laita seinälle").click()
    expect(aino.get_by_role("heading", name="Kotihoidon kiire", level=2)).to_be_visible()
    aino.get_by_label("Mitä tehdään?").fill("Kysyn reittitiedot")
    aino.get_by_label("Mihin mennessä (vapaaehtoinen)").fill("2027-04-15")
    aino.get_by_role("button", name="Kirjaa toimi").click()
    expect(aino.locator(".action")).to_contain_text("viimeistään 15.4.2027")
    axe(aino)
    no_sideways_scroll(aino)
    screenshot(aino, "space-action-phone", full_page=True)

    # the book
    go_on(helmi, aino)
    _, found = server.api("GET", f"/api/v1/sessions/{session.code}/harvest?format=json", token=session.host_token)
    said = str(found["sections"])
    assert "Kokeilu huhtikuussa" in said and "Kysyn reittitiedot" in said and "Språk i servicen" in said


def session_topic(page, title: str) -> str:
    """The id of a topic, from where its convener sees it."""
    return page.locator("[data-topic]").filter(has_text=title).first.get_attribute("data-topic")


def test_a_caller_stays_with_a_project_and_helpers_come(server, phone, laptop, projector, axe, screenshot, crowd):
    session = server.create_session("pro-action-cafe", "Hankekahvila kokeeksi")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    crowd(session, *(f"Auttaja {i}" for i in range(6)))
    screen = beamer(projector(), server, session)
    go_to(helmi, "calling", aino, bengt)
    propose(aino, "Yhteiset reitit")
    expect(topic(bengt, "Yhteiset reitit")).to_be_visible()

    go_to(helmi, "rounds-1", aino, bengt)
    expect(aino.locator(".table-strip")).to_contain_text("Yhteiset reitit")
    write(aino, "Kysymys on luottamuksesta")
    screenshot(aino, "projects-round-phone", full_page=True)
    screenshot(screen, "projects-round-screen")
    go_to(helmi, "rounds-move-2", aino, bengt)
    sheet = aino.get_by_role("heading", name="Oma muistiinpanosi ennen seuraavaa kierrosta")
    expect(sheet).to_be_visible()
    expect(bengt.get_by_role("heading", name="Dina egna anteckningar")).to_have_count(0)
    write(aino, "Kysyn ensin asukkailta")
    expect(aino.locator(".own-notes")).to_contain_text("Kysyn ensin asukkailta")
    axe(aino)
    no_sideways_scroll(aino)
    screenshot(aino, "projects-sheet-phone", full_page=True)

    go_to(helmi, "steps", aino, bengt)
    expect(aino.get_by_role("heading", name="Yhteiset reitit", level=2)).to_be_visible()
    aino.get_by_label("Mitä tehdään?").fill("Soitan asukasyhdistykselle")
    aino.get_by_role("button", name="Kirjaa toimi").click()
    expect(aino.locator(".action")).to_contain_text("Aino Virtanen")
    screenshot(aino, "projects-step-phone", full_page=True)
    axe(aino)


def test_topic_tables_stand_open_with_topics_given_beforehand(server, phone, laptop, axe, screenshot):
    session = server.create_session("topic-tables", "Aihepöydät kokeeksi")
    helmi = console(laptop(), session)
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    go_to(helmi, "tables-1", bengt)
    expect(bengt.locator("article.topic")).to_have_count(4)
    expect(bengt.get_by_text("Föreslå ett ämne")).to_have_count(0)
    topic(bengt, "Vad hindrar oss?").get_by_role("button", name="Öppna").click()
    expect(bengt.get_by_role("heading", name="Vad hindrar oss?", level=2)).to_be_visible()
    write(bengt, "Vi frågar för sent")
    axe(bengt)
    no_sideways_scroll(bengt)
    touch_targets(bengt)
    screenshot(bengt, "tables-room-phone", full_page=True)
    screenshot(helmi, "tables-console", full_page=True)
