"""The settings of a worker that a test starts and kills: it sends by SMTP to the server of the test."""

import os

from cluster_portal.settings.test import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MAIL_TRANSPORT = "cluster_portal.outbox.transport.SmtpBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["CATCHER_PORT"])
EMAIL_TIMEOUT = 2
EMAIL_USE_TLS = EMAIL_USE_SSL = False
EMAIL_HOST_USER = EMAIL_HOST_PASSWORD = ""
