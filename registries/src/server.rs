//! Serves the stand-ins on a loopback port of their own.

use crate::bediening::{Knip, KnipbareLuisteraar};
use axum::Router;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How long requests under way may take to finish when the server stops.
const AFRONDEN: Duration = Duration::from_secs(3);

/// A server that runs until [`Server::stop`]. Dropping it stops it as well, without waiting.
pub(crate) struct Server {
    adres: SocketAddr,
    stop: oneshot::Sender<()>,
    taak: JoinHandle<()>,
}

impl Server {
    /// Binds a free port on 127.0.0.1 and serves; connections can be cut by [`Knip`].
    pub(crate) async fn start(router: Router) -> io::Result<Self> {
        let luisteraar = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let adres = luisteraar.local_addr()?;
        let (stop, gestopt) = oneshot::channel::<()>();
        let dienst = router.into_make_service_with_connect_info::<Knip>();
        let serveer = axum::serve(KnipbareLuisteraar(luisteraar), dienst).with_graceful_shutdown(async {
            // A sender that was dropped stops the server just as well.
            let _ = gestopt.await;
        });
        let taak = tokio::spawn(async move {
            if let Err(fout) = serveer.await {
                tracing::error!(fout = &fout as &dyn std::error::Error, "the stand-ins stopped serving");
            }
        });
        Ok(Self { adres, stop, taak })
    }

    pub(crate) fn adres(&self) -> SocketAddr {
        self.adres
    }

    /// Takes no new requests, lets those under way finish, and cuts them off when they take too long.
    pub(crate) async fn stop(mut self) {
        // An error means that the server stopped by itself; then there is nothing left to do.
        let _ = self.stop.send(());
        if tokio::time::timeout(AFRONDEN, &mut self.taak).await.is_err() {
            self.taak.abort();
        }
    }
}
