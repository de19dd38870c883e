-- grain: the published build
from mart.build
