//! `GET /api/v1/inzage/…`: who used the data of who is logged in.

mod gebruik;
mod vraag;

pub(super) use gebruik::{__path_blad, __path_een, __path_verloop, blad, een, verloop};
