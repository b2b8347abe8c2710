//! Icons: drawn here, so that nothing is fetched. Always beside words, so hidden from screen readers.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icoon {
    Pijl,
    Info,
    LetOp,
    Onderzoek,
    Slot,
    Vink,
    Afdrukken,
    Persoon,
    Gezin,
    Huis,
    Wereld,
    Document,
    Koffer,
    Voertuig,
    Boek,
    Munten,
    Winkel,
}

impl Icoon {
    /// The icon of a theme; one that we have no icon for is a document.
    pub fn van_thema(thema: &str) -> Self {
        match thema {
            "ik" | "persoon" => Icoon::Persoon,
            "gezin" | "familie" => Icoon::Gezin,
            "wonen" | "adres" => Icoon::Huis,
            "nationaliteit" | "verblijf" | "nederland" => Icoon::Wereld,
            "werk" => Icoon::Koffer,
            "voertuigen" => Icoon::Voertuig,
            "onderwijs" => Icoon::Boek,
            "uitkering" | "pensioen" | "geld" => Icoon::Munten,
            "onderneming" => Icoon::Winkel,
            _ => Icoon::Document,
        }
    }

    /// The lines of the icon in a square of 24 by 24.
    const fn lijnen(self) -> &'static str {
        match self {
            Icoon::Pijl => "M5 9l7 7 7-7",
            Icoon::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.4v.2",
            Icoon::LetOp => "M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.2",
            Icoon::Onderzoek => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
            Icoon::Slot => "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2",
            Icoon::Vink => "M4 12.5l5.5 5.5L20 7",
            Icoon::Afdrukken => "M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z",
            Icoon::Persoon => {
                "M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 21c0-4.2 3.2-6.5 7.5-6.5s7.5 2.3 7.5 6.5"
            }
            Icoon::Gezin => {
                "M8 4a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 8 4M2 20c0-3.8 2.4-6 6-6s6 2.2 6 6M17 8.5a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M17 16c3 0 5 1.500 5 4"
            }
            Icoon::Huis => "M3 11.5 12 4l9 7.5M5.500 10v10h13V10M10 20v-5.500h4V20",
            Icoon::Wereld => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 2.700 4 5.500 4 9s-1 6.300-4 9c-3-2.700-4-5.500-4-9s1-6.300 4-9"
            }
            Icoon::Document => "M6 3h8l4.500 4.500V21H6zM14 3v5h4.500M9 12.500h6.500M9 16.500h6.500",
            Icoon::Koffer => "M3 8h18v12H3zM9 8V4h6v4M3 13h18",
            Icoon::Voertuig => {
                "M3 17v-5l2-6h14l2 6v5zM3 12h18M7 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4M17 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4"
            }
            Icoon::Boek => "M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v14",
            Icoon::Munten => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M15 9a4 4 0 1 0 0 6M7 11h5M7 13.5h5",
            Icoon::Winkel => "M4 4h16l1 6H3zM5 10v10h14V10M10 20v-6h4v6",
        }
    }
}

/// An icon as tall as a line of text.
#[component]
pub fn Teken(icoon: Icoon, #[prop(default = "kb-icoon")] klasse: &'static str) -> impl IntoView {
    view! {
        <svg
            class=klasse
            width="24"
            height="24"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=icoon.lijnen()></path>
        </svg>
    }
}
