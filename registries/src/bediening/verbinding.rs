//! Connections that can be cut from inside a request, as a cable can: the other side gets no answer at all.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Cuts the connection that a request came in on. Reaches handlers as `ConnectInfo<Knip>`.
#[derive(Clone, Debug, Default)]
pub struct Knip(Arc<AtomicBool>);

impl Knip {
    /// From now on nothing is sent any more; the server drops the connection at its next attempt.
    pub fn knip(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn heel(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl Connected<IncomingStream<'_, KnipbareLuisteraar>> for Knip {
    fn connect_info(stroom: IncomingStream<'_, KnipbareLuisteraar>) -> Self {
        stroom.io().knip.clone()
    }
}

/// A TCP listener whose connections have a [`Knip`].
pub struct KnipbareLuisteraar(pub TcpListener);

impl Listener for KnipbareLuisteraar {
    type Io = Verbinding;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Verbinding, SocketAddr) {
        let (stroom, adres) = Listener::accept(&mut self.0).await;
        (Verbinding { stroom, knip: Knip::default() }, adres)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// One connection.
pub struct Verbinding {
    stroom: TcpStream,
    knip: Knip,
}

impl AsyncRead for Verbinding {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stroom).poll_read(cx, buf)
    }
}

impl AsyncWrite for Verbinding {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.knip.heel()?;
        Pin::new(&mut self.stroom).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        delen: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.knip.heel()?;
        Pin::new(&mut self.stroom).poll_write_vectored(cx, delen)
    }

    fn is_write_vectored(&self) -> bool {
        self.stroom.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stroom).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stroom).poll_shutdown(cx)
    }
}
