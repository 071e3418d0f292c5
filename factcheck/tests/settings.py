"""The project's settings, read from an environment of the tests' own.

DATABASE_URL chooses the database, as everywhere; what else a server's settings ask for is set here. Processes that
tests start inherit the environment and read factcheck.settings itself.
"""

import atexit
import os
import shutil
import tempfile

# State goes to a folder of its own: a test run beside `make run` must not touch var/.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="factcheck-test-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ["SECRET_KEY"] = "a key for tests only, known to everybody who reads this file"
os.environ["HTTPS"] = "false"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
for name in (
    "REDIS_URL",
    "PUBLIC_URL",
    "BEHIND_PROXY",
    "COLLECTED_STATIC",
    "PORT",
    "GOOGLE_FACT_CHECK_API_KEY",
):
    os.environ.pop(name, None)

from factcheck.settings import *  # noqa: E402, F403

os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"

# Hundreds of users are made in a run; hashing their passwords slowly protects nobody.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
