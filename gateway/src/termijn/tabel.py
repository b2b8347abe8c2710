"""Writes tabel.csv: until when an answer may be given, by calendars that we did not write.

    pip install holidays==0.109 python-dateutil==2.9.0.post0
    python tabel.py > tabel.csv
"""

from datetime import date, timedelta

import holidays
from dateutil.relativedelta import relativedelta

YEARS = range(2024, 2045)
# The categories of the library: Good Friday and the yearly 5 May are "optional" there, in the law they count.
FREE = holidays.NL(years=range(2024, 2047), categories=(holidays.PUBLIC, holidays.OPTIONAL))


def end(received: date, months: int) -> date:
    last = received + relativedelta(months=months)
    while last.weekday() >= 5 or last in FREE:
        last += timedelta(days=1)
    return last


def days() -> list[date]:
    """Every day of a year with and one without a 29 February; of the others the ends of months and what is near a holiday."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def chosen(day: date) -> bool:
        month_end = (day + timedelta(days=1)).day <= 2
        falls_on_free = day + relativedelta(months=1) in FREE
        return day.year in (2027, 2028) or month_end or falls_on_free

    return [day for day in every if chosen(day)]


print("ontvangen,een_maand,drie_maanden")
for day in days():
    print(f"{day},{end(day, 1)},{end(day, 3)}")
