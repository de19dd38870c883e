"""The data of the lake in an object store, through its API."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from machines import Machines, differing, lake_of
from postgres import Postgres
from sending import report, reports, sent

from etl import door
from etl.load import load
from etl.places import REFERENCE, source_folders
from etl.publish import publish
from warehouse.faults import LakeFault
from warehouse.home import default_store

KEYS = {"AWS_ACCESS_KEY_ID": "who", "AWS_SECRET_ACCESS_KEY": "streng", "AWS_REGION": "us-east-1"}


@pytest.fixture
def on_s3(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = {"AWS_ENDPOINT_URL_S3": f"http://{host}:{port}"}
    shared = lake_of(postgres, postgres.new_database(), "s3://lake/data") | KEYS | endpoint
    machines = Machines(tmp_path, shared, monkeypatch)
    machines.become("a")
    boto3.client("s3", endpoint_url=endpoint["AWS_ENDPOINT_URL_S3"], region_name="us-east-1").create_bucket(
        Bucket="lake"
    )
    yield machines
    server.stop()


@pytest.mark.usefixtures("impatient")
def test_a_lake_in_an_object_store(on_s3: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    store = default_store()
    with store.making():
        publish(load(REFERENCE, source_folders(None)), store)
    sent(report("01 6 completed 4200"))
    on_s3.become("b")
    assert default_store().refresh() is None
    assert reports()[0] == ("01", 6, "completed", 4200)
    assert differing() == []
    # Where the store is not reached nothing is published, and no key is told.
    newest = default_store().lake.catalogue.builds()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    (many,) = [report(*(f"{number:02d} 6 completed {number}" for number in range(1, 61)))]
    examined = door.examine([many])
    with pytest.raises(LakeFault) as fault:
        door.accept(examined, "officer")
    assert "streng" not in str(fault.value)
    assert default_store().lake.catalogue.builds() == newest
    assert reports()[0] == ("01", 6, "completed", 4200)
