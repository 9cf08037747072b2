"""Coordinates: decimal degrees, WGS 84."""

from django.core.validators import MaxValueValidator, MinValueValidator

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]
