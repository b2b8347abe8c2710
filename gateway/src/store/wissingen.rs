//! What the cleaning removed. Without a line here the database lets no step of a request or a correctie go, and of what is open it
//! takes no line.

use super::{StoreFout, Transactie};

/// What goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gewist {
    Verzoek,
    Correctie,
    Concept,
    Berichten,
}

impl Gewist {
    const fn code(self) -> &'static str {
        match self {
            Self::Verzoek => "verzoek",
            Self::Correctie => "correctie",
            Self::Concept => "concept",
            Self::Berichten => "berichten",
        }
    }
}

/// Writes down, at `nu` (Unix milliseconds), that `aantal` of these go under this kenmerk: a number, or the name of a piece of work.
pub async fn noteer(
    tx: &mut Transactie,
    wat: Gewist,
    kenmerk: &str,
    aantal: i64,
    nu: i64,
) -> Result<(), StoreFout> {
    sqlx::query("INSERT INTO wissingen (kenmerk, soort, gewist_op, aantal) VALUES ($1, $2, $3, $4)")
        .bind(kenmerk)
        .bind(wat.code())
        .bind(nu)
        .bind(aantal)
        .execute(tx.verbinding())
        .await?;
    Ok(())
}
