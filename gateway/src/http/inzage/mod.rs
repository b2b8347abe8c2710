//! `GET /api/v1/inzage/…`: who used the data of who is logged in.

mod bronnen;
mod gebruik;
mod vraag;

pub(super) use bronnen::{__path_bronnen, bronnen};
pub(super) use gebruik::{__path_blad, __path_een, __path_verloop, blad, een, verloop};
