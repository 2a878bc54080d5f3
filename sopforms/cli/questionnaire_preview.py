"""`sopforms questionnaire preview`: a file on the screen of its author, until Ctrl-C."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from sopforms.cli.ports import HERE, free_port, listen
from sopforms.questionnaires_on_disk import read
from sopforms.web.preview import create_preview, opened

FOUND, UNUSABLE = 1, 2
WANTED = 5080  # 5060 and 5061 are for telephones: browsers open nothing there


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help="Port on this machine; else one that is free.")
@click.option("--open/--no-open", "opens", default=True, help="Open the address in a browser.")
@click.pass_context
def preview(context: click.Context, file: Path, port: int | None, opens: bool) -> None:
    """Show a questionnaire as those who answer will see it, on this machine only.

    The file is read again at each page; nothing is stored. Exit: 0 stopped, 1 stopped while the file has
    errors, 2 a file that cannot be opened or a port that is in use.
    """
    try:
        read(file)
    except OSError as error:
        click.echo(f"{file}: cannot be opened: {error.strerror}", err=True)
        context.exit(UNUSABLE)
    try:
        taken = listen(port or free_port(WANTED))
    except OSError as error:
        click.echo(
            f"preview: port {port} cannot be used ({error.strerror}); choose another by --port", err=True
        )
        context.exit(UNUSABLE)
    with taken:
        _serve(file, taken, opens)
    context.exit(0 if opened(file)[1].questionnaire else FOUND)


def _serve(file: Path, taken: socket.socket, opens: bool) -> None:
    """Serve the pages until somebody presses Ctrl-C."""
    address = f"http://{HERE}:{taken.getsockname()[1]}/"
    server = make_server(
        HERE, 0, create_preview(file), threaded=True, request_handler=_Quiet, fd=taken.fileno()
    )
    click.echo(f"{file}: {address} (Ctrl-C stops)")
    if opens and _has_screen():
        webbrowser.open(address)
    try:
        server.serve_forever()  # returns at Ctrl-C
    finally:
        server.server_close()
    click.echo("preview: stopped")


def _has_screen() -> bool:
    """Say whether a browser can open a window: one of text would take over the terminal."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet: addresses of pages say nothing to who looks at the terminal."""
