"""The starts of chats by the standard library alone: datetime, calendar and zoneinfo.

Reads {"from": ISO, "until": ISO, "chats": [entries of education-chats/1]} on standard input and
prints {id: [milliseconds since 1970, ...]}. Tries every single day, so that it shares no shortcut
with the program. Fortnights without "first_date" are guessed as core/timetable/recurrence.h says.
"""
import calendar
import datetime as dt
import json
import sys
import zoneinfo

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK_ZERO = dt.date(1970, 1, 5)


def week(day):
    return (day - WEEK_ZERO).days // 7


def fortnight(chat, rule):
    if "first_date" in rule:
        return week(dt.date.fromisoformat(rule["first_date"])) % 2
    if rule["kind"] == "fortnightly":
        return 0
    other_day, other_time = rule["alternates_with"].split()
    mine = (DAYS.index(chat["weekday"]), chat["start_local"])
    return 0 if mine < (DAYS.index(other_day), other_time) else 1


def meets(chat, rule, day):
    kind = rule["kind"]
    if kind == "slow":
        return DAYS[day.weekday()] in rule.get("days", [])
    if DAYS[day.weekday()] != chat["weekday"]:
        return False
    if kind == "weekly":
        return True
    if kind in ("fortnightly", "fortnightly_alternating"):
        return week(day) % 2 == fortnight(chat, rule)
    if kind == "monthly_nth":
        weeks = calendar.monthcalendar(day.year, day.month)
        same = [w[day.weekday()] for w in weeks if w[day.weekday()]]
        return same.index(day.day) + 1 in rule["nth"]
    if kind == "monthly_last":
        return (day + dt.timedelta(days=7)).month != day.month
    return False


def starts(chat, begin, end):
    rule = chat["recurrence"]
    slow = rule is not None and rule["kind"] == "slow"
    if rule is None or not chat["time_zone"] or (not slow and not (chat["weekday"] and chat["start_local"])):
        return []
    zone = zoneinfo.ZoneInfo(chat["time_zone"])
    hour, minute = map(int, (chat["start_local"] or "00:00").split(":"))
    out = []
    day = begin.date() - dt.timedelta(days=3)
    while day <= end.date() + dt.timedelta(days=3):
        if meets(chat, rule, day):
            local = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=0)
            moment = local.astimezone(dt.timezone.utc)
            if begin <= moment < end:
                out.append(int(moment.timestamp()) * 1000)
        day += dt.timedelta(days=1)
    return out


def main():
    asked = json.load(sys.stdin)
    begin = dt.datetime.fromisoformat(asked["from"])
    end = dt.datetime.fromisoformat(asked["until"])
    json.dump({c["id"]: starts(c, begin, end) for c in asked["chats"]}, sys.stdout)


main()
