//! What can go wrong in the store.
//!
//! A database's own message can repeat the value it stumbled over, and a bad URL can hold a password. So the
//! driver's error is never kept or chained: only its kind and its code are, and those are safe to log.

use sqlx::error::ErrorKind;

/// An error of the store. Its text holds no personal data, no SQL value and no password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFout {
    /// The URL names no engine we know or cannot be read.
    #[error("the database URL is not usable: {0}")]
    Configuratie(&'static str),
    /// No connection, or it broke, or none came free in time. Trying later can help.
    #[error("the database cannot be reached ({0})")]
    Onbereikbaar(&'static str),
    /// A row with this key exists already, or the row it refers to does not.
    #[error("the row conflicts with another ({0})")]
    Conflict(&'static str),
    /// The database refused the statement; the code is its own (SQLSTATE or SQLite's number).
    #[error("the database refused (code {0})")]
    Geweigerd(String),
    /// A stored value is not what this version of the code writes.
    #[error("column {0} holds something this version cannot read")]
    Vorm(&'static str),
    /// The schema could not be brought up to date.
    #[error("migration failed: {0}")]
    Migratie(&'static str),
}

impl From<sqlx::Error> for StoreFout {
    fn from(fout: sqlx::Error) -> Self {
        match fout {
            sqlx::Error::Configuration(_) => StoreFout::Configuratie("it cannot be parsed"),
            sqlx::Error::Io(_) => StoreFout::Onbereikbaar("no connection"),
            sqlx::Error::Tls(_) => StoreFout::Onbereikbaar("TLS"),
            sqlx::Error::PoolTimedOut => StoreFout::Onbereikbaar("no free connection in time"),
            sqlx::Error::PoolClosed => StoreFout::Onbereikbaar("closed"),
            sqlx::Error::Database(fout) => match fout.kind() {
                ErrorKind::UniqueViolation => StoreFout::Conflict("unique"),
                ErrorKind::ForeignKeyViolation => StoreFout::Conflict("foreign key"),
                _ => StoreFout::Geweigerd(fout.code().unwrap_or_default().into_owned()),
            },
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) | sqlx::Error::Decode(_) => {
                StoreFout::Vorm("(driver)")
            }
            _ => StoreFout::Geweigerd("driver".into()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreFout {
    fn from(fout: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        StoreFout::Migratie(match fout {
            MigrateError::VersionMissing(_) => "the database is newer than this program",
            MigrateError::VersionMismatch(_) => "a migration that was applied has changed since",
            MigrateError::Dirty(_) => "an earlier one stopped halfway",
            _ => "a statement was refused",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_the_driver_gets_through() {
        let geheim = "postgres://u:wachtwoord@h/d 999970124";
        for fout in [
            sqlx::Error::Configuration(geheim.into()),
            sqlx::Error::Decode(geheim.into()),
            sqlx::Error::Protocol(geheim.into()),
            sqlx::Error::ColumnNotFound(geheim.into()),
            sqlx::Error::Io(std::io::Error::other(geheim)),
        ] {
            let fout = StoreFout::from(fout);
            for tekst in [fout.to_string(), format!("{fout:?}")] {
                assert!(!tekst.contains("wachtwoord") && !tekst.contains("999970124"), "{tekst}");
            }
            assert!(std::error::Error::source(&fout).is_none());
        }
    }
}
