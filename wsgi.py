"""What a WSGI server loads: `gunicorn wsgi:app`."""

from sopforms.app import create_app

app = create_app()
