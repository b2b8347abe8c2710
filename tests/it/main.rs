//! One test binary that boots the gateway and the stand-ins in process and speaks HTTP to them, as a browser would.
//!
//! `hulp` holds the harness; every other module is one subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod browser;
mod correcties;
mod eigendom;
mod herkomst;
mod houder;
mod hulp;
mod inloggen;
mod inzage;
mod kind;
mod klantbeeld;
mod kvk;
mod logboeken;
mod matrix;
mod openid_provider;
mod sessie;
mod statisch;
mod storingen;
mod storm;
mod storm_correcties;
mod testset;
mod verzoeken;
mod wonen;
