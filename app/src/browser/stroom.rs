//! Server-sent events, without the reconnecting that the browser does by itself: a klantbeeld that is asked again
//! is a new use of every registry, so only a person may ask for it.

use crate::browser::luister::Luisteraar;
use std::ops::ControlFlow;
use std::rc::Rc;
use web_sys::EventSource;

/// What comes out of a stream.
pub enum Bericht {
    /// An event of this name with its data.
    Gebeurtenis(&'static str, String),
    /// The connection could not be made or broke off. Nothing follows.
    Gebroken,
}

/// An open stream; it closes when this is dropped.
pub struct Stroom {
    bron: EventSource,
    _luisteraars: Vec<Luisteraar>,
}

impl Stroom {
    /// Opens `url` and listens to the events of these names until `bij` says to stop. `None`: the browser refuses
    /// the URL.
    pub fn open(
        url: &str,
        namen: &[&'static str],
        bij: impl Fn(Bericht) -> ControlFlow<()> + 'static,
    ) -> Option<Self> {
        let bron = EventSource::new(url).ok()?;
        let bij = Rc::new(bij);
        let mut luisteraars = Vec::with_capacity(namen.len() + 1);
        for naam in namen.iter().copied() {
            let bij = Rc::clone(&bij);
            let sluit = bron.clone();
            luisteraars.push(Luisteraar::van(bron.clone().into(), naam, move |gebeurtenis| {
                let data = super::tekst_van(&gebeurtenis).unwrap_or_default();
                if bij(Bericht::Gebeurtenis(naam, data)).is_break() {
                    sluit.close();
                }
            }));
        }
        let sluit = bron.clone();
        luisteraars.push(Luisteraar::van(bron.clone().into(), "error", move |_| {
            sluit.close();
            let _ = bij(Bericht::Gebroken);
        }));
        Some(Stroom { bron, _luisteraars: luisteraars })
    }
}

impl Drop for Stroom {
    fn drop(&mut self) {
        self.bron.close();
    }
}
