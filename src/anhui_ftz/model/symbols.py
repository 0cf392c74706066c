"""The symbols and words that units are written with.

Source: UCUM (ucum.org) for symbols, ISO 4217 for currencies.
"""

from __future__ import annotations

__all__ = ["BASE", "CURRENCIES", "SCALED", "SCALES", "WORDS"]

#: Codes of money, ISO 4217.
CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
        "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
        "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK "
        "LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
        "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
        "SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR "
        "XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
#: Symbols of UCUM in which figures are kept.
BASE = frozenset("% Cel a d h km kW mo t wk".split())
#: Other symbols: the product of base symbols, and how many of them make, or are made by, one of these.
#: ``Wh`` and its multiples are not UCUM, but common: they are read, and written ``kW.h``.
SCALED: dict[str, tuple[str, int, int]] = {
    "m": ("km", 1, 10**3),
    "ar": ("km2", 1, 10**4),
    "har": ("km2", 1, 10**2),
    "L": ("km3", 1, 10**12),
    "g": ("t", 1, 10**6),
    "kg": ("t", 1, 10**3),
    "s": ("h", 1, 3600),
    "min": ("h", 1, 60),
    "W": ("kW", 1, 10**3),
    "MW": ("kW", 10**3, 1),
    "GW": ("kW", 10**6, 1),
    "TW": ("kW", 10**9, 1),
    "Wh": ("kW.h", 1, 10**3),
    "kWh": ("kW.h", 1, 1),
    "MWh": ("kW.h", 10**3, 1),
    "GWh": ("kW.h", 10**6, 1),
    "TWh": ("kW.h", 10**9, 1),
    "J": ("kW.h", 1, 3_600_000),
    "kJ": ("kW.h", 1, 3_600),
}
#: Words for a unit, or for what so many make one of a unit: 1500 mu (亩) are a km2 since 1959.
WORDS: dict[str, tuple[int, str]] = {
    "": (1, "1"),
    "count": (1, "1"),
    "percent": (1, "%"),
    "ha": (100, "km2"),
    "mu": (1500, "km2"),
    "yuan": (1, "CNY"),
    "RMB": (1, "CNY"),
    "亩": (1500, "km2"),
    "公顷": (100, "km2"),
    "平方公里": (1, "km2"),
    "平方米": (10**6, "km2"),
    "吨": (1, "t"),
    "元": (1, "CNY"),
    "人民币": (1, "CNY"),
    "美元": (1, "USD"),
    "标箱": (1, "TEU"),
    "标准箱": (1, "TEU"),
}
#: Words that multiply the unit that follows them.
SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
}
